using System.Globalization;

namespace Portal.Pdf.Layout;

/// <summary>Where a line may end (after Unicode Standard Annex 14, the part that English and French use).</summary>
internal static class TextRules
{
    /// <summary>French sets a space before these, and no line starts with them.</summary>
    private const string NeverFirst = ":;?!»";

    /// <summary>These stay with the number before them.</summary>
    private const string Signs = "%€$";

    public static bool MayBreakAtSpace(int previous, char next) =>
        previous != '«'
        && !NeverFirst.Contains(next)
        && !(Signs.Contains(next) && previous is >= '0' and <= '9');

    /// <summary>After a hyphen, dash or slash between letters; never within a number, date or amount.</summary>
    public static bool MayBreakAfterMark(int previous, char next) =>
        previous is > 0 and < 0x10000 && char.IsLetter((char)previous) && char.IsLetter(next);

    /// <summary>Characters that only choose how the one before them looks: variation selectors, skin tones, tags.</summary>
    public static bool IsSelector(int codePoint) =>
        codePoint is (>= 0xFE00 and <= 0xFE0F) or (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0000 and <= 0xE01EF);

    /// <summary>Signs that people begin the points of a list with: any of them is a bullet.</summary>
    public static bool IsBullet(int codePoint) =>
        codePoint is (>= 0x25A0 and <= 0x25FF) or 0x2043 or 0x27A2 or 0x27A4 or (>= 0x2794 and <= 0x279F) or 0x2B1B or 0x2B1C or 0x2B24;

    /// <summary>Signs that are only drawn: emoji, pictures, the frame around a digit. Left out, the words still say the same.</summary>
    public static bool IsPicture(UnicodeCategory category) =>
        category is UnicodeCategory.OtherSymbol or UnicodeCategory.EnclosingMark or UnicodeCategory.ModifierSymbol;
}
