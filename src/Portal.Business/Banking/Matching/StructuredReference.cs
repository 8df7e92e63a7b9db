namespace Portal.Business.Banking.Matching;

/// <summary>ISO 11649: "RF", two check digits over the rest, at most 21 letters and digits. Written with or without spaces.</summary>
public static class StructuredReference
{
    private const int Longest = 21;

    /// <summary>The references of the creditor in a text whose check digits are right, without "RF" and check digits.</summary>
    public static IReadOnlyList<string> FindAll(string text)
    {
        var compact = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        var found = new List<string>();
        for (var at = compact.IndexOf("RF", StringComparison.Ordinal); at >= 0; at = compact.IndexOf("RF", at + 2, StringComparison.Ordinal))
        {
            var length = 2;
            while (at + length < compact.Length && length < Longest + 4 && char.IsAsciiLetterOrDigit(compact[at + length]))
            {
                length++;
            }

            for (; length > 4; length--)
            {
                if (IsValid(compact.Substring(at, length)))
                {
                    found.Add(compact.Substring(at + 4, length - 4));
                    break;
                }
            }
        }

        return found;
    }

    /// <param name="reference">Compact, in capitals: "RF45F000123".</param>
    public static bool IsValid(string reference)
    {
        if (reference.Length is < 5 or > Longest + 4 || !reference.StartsWith("RF", StringComparison.Ordinal) || !char.IsAsciiDigit(reference[2]) || !char.IsAsciiDigit(reference[3]))
        {
            return false;
        }

        var remainder = 0;
        foreach (var c in reference[4..] + reference[..4])
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }

            remainder = char.IsAsciiDigit(c) ? ((remainder * 10) + (c - '0')) % 97 : ((remainder * 100) + (c - 'A' + 10)) % 97;
        }

        return remainder == 1;
    }
}
