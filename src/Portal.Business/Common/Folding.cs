using System.Globalization;
using System.Text;

namespace Portal.Business.Common;

/// <summary>Text as people type it, made comparable and safe to store.</summary>
public static class Folding
{
    /// <summary>Lower case, without accents and runs of white space: what search keys and search words are compared in.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var c in Clean(text).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                pendingSpace = folded.Length > 0;
                continue;
            }

            if (pendingSpace)
            {
                folded.Append(' ');
                pendingSpace = false;
            }

            _ = c switch
            {
                'œ' or 'Œ' => folded.Append("oe"),
                'æ' or 'Æ' => folded.Append("ae"),
                '’' => folded.Append('\''),
                _ => folded.Append(char.ToLowerInvariant(c)),
            };
        }

        return folded.ToString();
    }

    public static string Fold(params IEnumerable<string?> parts) => Fold(string.Join(' ', parts.Where(p => !string.IsNullOrWhiteSpace(p))));

    /// <summary>What an index of every database takes as one key, in characters.</summary>
    public const int LongestIndexed = 450;

    /// <summary>A search key for a column with an index: folded, cut where the index would refuse it.</summary>
    public static string Key(params IEnumerable<string?> parts) => Cut(Fold(parts), LongestIndexed);

    public static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];

    /// <summary>Without control characters (tab and line feed stay) and lone surrogates, in normal form C.</summary>
    public static string Clean(string text)
    {
        var clean = true;
        for (var i = 0; i < text.Length && clean; i++)
        {
            clean = text[i] is >= ' ' and < '\u007f' or '\n' or '\t';
        }

        if (clean)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune != Rune.ReplacementChar))
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString().Normalize(NormalizationForm.FormC);
    }
}
