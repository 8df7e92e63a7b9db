namespace Portal.Pdf;

/// <summary>A piece of a paragraph in one style; without a style, in the paragraph's.</summary>
public sealed record TextRun(string Text, TextStyle? Style = null)
{
    private static readonly string[] s_schemes = [Uri.UriSchemeHttps, Uri.UriSchemeHttp, Uri.UriSchemeMailto, "tel"];

    /// <summary>Opens when the text is clicked: an absolute address of the web, mail or telephone.</summary>
    /// <exception cref="ArgumentException">The address is of another kind.</exception>
    public Uri? Link
    {
        get;
        init => field = value is null || (value.IsAbsoluteUri && s_schemes.Contains(value.Scheme))
            ? value
            : throw new ArgumentException("A link of a document opens an absolute http, https, mailto or tel address.", nameof(value));
    }
}
