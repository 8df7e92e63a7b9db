using System.Text;
using Portal.Business.Common;

namespace Portal.Business.Banking.Matching;

/// <summary>An invoice number that a text may name.</summary>
/// <param name="IsStrong">With its prefix, after a word like "facture", or in full length; a bare "124" is only strong behind another number.</param>
public sealed record NumberFound(string Number, bool IsStrong, bool IsStructured = false);

/// <summary>
/// Finds invoice numbers in what payers write: "F-000123", "f 123", "FACT.000123 et 124", "F000123/F000124", "RF45 F000123". The
/// text is cut into letters, digits and what stands between; numbers are written anew in the form of the series.
/// </summary>
public sealed class ReferenceReader(string prefix, int digits)
{
    private const int MostFound = 8;
    private const int LongestText = 600;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "facture", "factures", "fact", "fac", "fact.", "invoice", "invoices", "inv", "facnr", "no", "nos", "num", "numero", "numeros", "n", "ref", "reference",
    };

    private static readonly HashSet<string> Joins = new(StringComparer.Ordinal) { "et", "and", "a", "to", "und", "y" };

    private readonly string compactPrefix = Compact(prefix);

    public IReadOnlyList<NumberFound> Read(string text)
    {
        var found = new Dictionary<string, NumberFound>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            Structured(line, found);
            Free(Tokens(Folding.Fold(Folding.Cut(line, LongestText))), found);
        }

        return [.. found.Values.OrderByDescending(n => n.IsStructured).ThenByDescending(n => n.IsStrong).Take(MostFound)];
    }

    /// <summary>ISO 11649: RF, two check digits, then the reference of the creditor.</summary>
    private void Structured(string line, Dictionary<string, NumberFound> found)
    {
        foreach (var reference in StructuredReference.FindAll(line))
        {
            if (reference.StartsWith(compactPrefix, StringComparison.OrdinalIgnoreCase) && reference[compactPrefix.Length..] is var rest && rest.Length is > 0 and <= 18 && rest.All(char.IsAsciiDigit))
            {
                Add(rest, strong: true, structured: true, found);
            }
        }
    }

    private void Free(List<string> tokens, Dictionary<string, NumberFound> found)
    {
        var named = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!char.IsAsciiDigit(tokens[i][0]))
            {
                named = EndsPrefix(tokens, i) || Words.Contains(tokens[i]) || (named && Joins.Contains(tokens[i]));
                continue;
            }

            var number = tokens[i];
            while (number.Length < digits && i + 1 < tokens.Count && char.IsAsciiDigit(tokens[i + 1][0]) && number.Length + tokens[i + 1].Length == digits && number[0] == '0')
            {
                number += tokens[++i];
            }

            var full = number.Length == digits && number[0] == '0';
            if ((named || full || number.Length >= digits) && number.Length <= 18)
            {
                Add(number, named || full, structured: false, found);
            }

            named = (named || full) && number.Length <= Math.Max(digits, 9);
        }
    }

    private void Add(string number, bool strong, bool structured, Dictionary<string, NumberFound> found)
    {
        var bare = number.TrimStart('0');
        if (bare.Length is 0 or > 18)
        {
            return;
        }

        var written = prefix + bare.PadLeft(digits, '0');
        if (!found.TryGetValue(written, out var known) || (strong && !known.IsStrong))
        {
            found[written] = new NumberFound(written, strong, structured || known?.IsStructured == true);
        }
    }

    /// <summary>Whether the letters up to here are the prefix: "F", or "FR" and "F" for "FR-F-".</summary>
    private bool EndsPrefix(List<string> tokens, int at)
    {
        var letters = "";
        for (var i = at; i >= 0 && !char.IsAsciiDigit(tokens[i][0]) && letters.Length < compactPrefix.Length; i--)
        {
            letters = tokens[i] + letters;
        }

        return compactPrefix.Length > 0 && (letters == compactPrefix || tokens[at] == compactPrefix);
    }

    /// <summary>Runs of letters and of digits; everything else parts them.</summary>
    private static List<string> Tokens(string folded)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        foreach (var c in folded.Append(' '))
        {
            if (token.Length > 0 && (!char.IsLetterOrDigit(c) || char.IsAsciiDigit(c) != char.IsAsciiDigit(token[^1])))
            {
                tokens.Add(token.ToString());
                token.Clear();
            }

            if (char.IsLetterOrDigit(c))
            {
                token.Append(c);
            }
        }

        return tokens;
    }

    private static string Compact(string text) => string.Concat(Folding.Fold(text).Where(char.IsLetterOrDigit));
}
