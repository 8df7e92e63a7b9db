using System.Globalization;
using System.Text;
using Portal.Pdf.Fonts;
using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>What of a text a document can't show as it stands, as its fonts lack it.</summary>
/// <param name="LeftOut">Emoji and other pictures: the document leaves them out.</param>
/// <param name="Missing">Letters and signs that say something: a mark would stand in their place.</param>
public sealed record PrintableText(string LeftOut, string Missing)
{
    private const int ZeroWidthJoiner = 0x200D;

    private static readonly PrintableText s_whole = new("", "");

    /// <summary>All of it is printed.</summary>
    public bool IsWhole => LeftOut.Length == 0 && Missing.Length == 0;

    /// <summary>Each sign once, in the order in which they stand.</summary>
    public static PrintableText Of(string? text)
    {
        if (text is null || Ascii.IsValid(text))
        {
            return s_whole;
        }

        StringBuilder leftOut = new();
        StringBuilder missing = new();
        HashSet<int> seen = [];
        foreach (Rune rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (!rune.IsAscii && seen.Add(rune.Value) && Lacks(rune))
            {
                _ = (TextRules.IsPicture(Rune.GetUnicodeCategory(rune)) ? leftOut : missing).Append(rune);
            }
        }

        return new PrintableText(leftOut.ToString(), missing.ToString());
    }

    /// <summary>The text without what can't be shown, for where people wrote freely and a document has to say it all the same; may come to nothing.</summary>
    public static string Kept(string text)
    {
        if (Of(text).IsWhole)
        {
            return text;
        }

        StringBuilder kept = new();
        foreach (Rune rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            bool goes = !rune.IsAscii && (Lacks(rune) || TextRules.IsSelector(rune.Value) || rune.Value == ZeroWidthJoiner);
            bool doubled = rune.Value == ' ' && (kept.Length == 0 || kept[^1] is ' ' or '\n');
            _ = goes || doubled ? kept : kept.Append(rune);
        }

        return kept.ToString().TrimEnd();
    }

    private static bool Lacks(Rune rune)
    {
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || TextRules.IsSelector(rune.Value) || TextRules.IsBullet(rune.Value))
        {
            return false;
        }

        return !Has(rune.Value)
            && (category is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
                || rune.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes().Any(r => !Has(r.Value)));
    }

    private static bool Has(int codePoint) => FontFaces.Of(FontFaces.Regular).Font.GlyphOf(codePoint) != 0;
}
