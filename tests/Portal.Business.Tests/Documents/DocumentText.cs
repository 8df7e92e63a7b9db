using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Documents;

/// <summary>What a person, or a screen reader, finds in a document. Spaces of every kind are plain ones here.</summary>
internal static class DocumentText
{
    /// <summary>In the order in which it is read.</summary>
    public static string Of(byte[] pdf) => Plain(Tool.Run("pdftotext", "-raw {0} -", pdf));

    /// <summary>As it stands on the page: what is side by side is on one line.</summary>
    public static string LayoutOf(byte[] pdf) => Plain(Tool.Run("pdftotext", "-layout {0} -", pdf));

    /// <summary>Without line breaks, for sentences that wrap.</summary>
    public static string Flat(byte[] pdf) => string.Join(' ', Of(pdf).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static void ContainsAll(string text, params IEnumerable<string> expected) =>
        Assert.All(expected, e => Assert.Contains(e, text, StringComparison.Ordinal));

    public static void InThisOrder(string text, params IEnumerable<string> expected)
    {
        var at = 0;
        foreach (var part in expected)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' does not come after what was expected before it, in:\n{text}");
            at = found + part.Length;
        }
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ').Replace("\r", "", StringComparison.Ordinal);
}
