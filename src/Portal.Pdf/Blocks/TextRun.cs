namespace Portal.Pdf;

/// <summary>A piece of a paragraph in one style; without a style, in the paragraph's. With a link it can be clicked.</summary>
public sealed record TextRun(string Text, TextStyle? Style = null)
{
    public Uri? Link { get; init; }
}
