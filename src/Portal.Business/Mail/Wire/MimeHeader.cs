using System.Globalization;
using System.Text;

namespace Portal.Business.Mail.Wire;

/// <summary>
/// Writes header fields in plain ASCII: other characters as encoded words (RFC 2047) and encoded parameters (RFC 2231), long ones
/// folded. A value never brings a line break of its own, so it can't start another header.
/// </summary>
internal static class MimeHeader
{
    private const int LongestLine = 76;

    /// <summary>An encoded word is at most 75 characters; what is left of it for base64 after "=?utf-8?B?" and "?=" holds 45 bytes.</summary>
    private const int BytesPerWord = 45;

    /// <summary>Free text, as in a subject.</summary>
    public static string Text(string name, string value) => Fold(name, EncodeText(OneLine(value)));

    /// <summary>Mailboxes, comma separated.</summary>
    public static string Addresses(string name, IEnumerable<MailContact> contacts) =>
        Fold(name, string.Join(", ", contacts.Select(Mailbox)));

    /// <summary>A value of ours that needs no encoding.</summary>
    public static string Plain(string name, string value) => Fold(name, OneLine(value));

    /// <summary>
    /// "attachment; filename=…": an ASCII name for old programs, and where it says less than the real one, the real one as RFC 2231
    /// wants it, in pieces where it is long.
    /// </summary>
    public static string Disposition(string fileName)
    {
        var name = OneLine(fileName);
        var ascii = string.Concat(name.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => c is '"' or '\\' ? '\'' : c is >= ' ' and < '\u007f' ? c : '_'));
        var header = new StringBuilder("Content-Disposition: attachment;\r\n filename=\"").Append(ascii.Length > 60 ? Shortened(ascii) : ascii).Append('"');
        if (ascii != name || ascii.Length > 60)
        {
            var encoded = Percent(name);
            if (encoded.Length <= 50)
            {
                header.Append(";\r\n filename*=utf-8''").Append(encoded);
            }
            else
            {
                foreach (var (piece, at) in Pieces(encoded, 50).Select((p, i) => (p, i)))
                {
                    header.Append(CultureInfo.InvariantCulture, $";\r\n filename*{at}*={(at == 0 ? "utf-8''" : "")}{piece}");
                }
            }
        }

        return header.Append("\r\n").ToString();
    }

    private static string Mailbox(MailContact contact)
    {
        var address = EmailAddress.ForWire(contact.Address);
        var name = OneLine(contact.Name ?? "");
        return name.Length == 0 ? address
            : !IsAscii(name) || name.Contains("=?", StringComparison.Ordinal) ? $"{EncodeText(name)} <{address}>"
            : name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '\'') ? $"{name} <{address}>"
            : $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{address}>";
    }

    private static string EncodeText(string value)
    {
        if (IsAscii(value) && !value.Contains("=?", StringComparison.Ordinal) && value.Split(' ').All(w => w.Length < LongestLine - 20))
        {
            return value;
        }

        var words = new List<string>();
        var bytes = new List<byte>();
        Span<byte> buffer = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(buffer);
            if (bytes.Count + length > BytesPerWord)
            {
                Flush();
            }

            bytes.AddRange(buffer[..length]);
        }

        Flush();
        return string.Join(' ', words);

        void Flush()
        {
            if (bytes.Count > 0)
            {
                words.Add($"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=");
                bytes.Clear();
            }
        }
    }

    /// <summary>Breaks before a space so that lines stay within 76 characters where words allow it.</summary>
    private static string Fold(string name, string value)
    {
        var header = new StringBuilder(name).Append(':');
        var column = header.Length;
        foreach (var word in value.Split(' '))
        {
            if (column + 1 + word.Length > LongestLine && column > name.Length + 1)
            {
                header.Append("\r\n");
                column = 0;
            }

            header.Append(' ').Append(word);
            column += 1 + word.Length;
        }

        return header.Append("\r\n").ToString();
    }

    private static string OneLine(string value)
    {
        var kept = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            kept.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString());
        }

        return string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Shortened(string name)
    {
        var extension = Path.GetExtension(name);
        return extension.Length < 12 ? name[..(60 - extension.Length)] + extension : name[..60];
    }

    private static string Percent(string text)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            _ = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_'
                ? encoded.Append((char)b)
                : encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return encoded.ToString();
    }

    /// <summary>Pieces of at most <paramref name="length"/> characters that never split a %XX.</summary>
    private static IEnumerable<string> Pieces(string encoded, int length)
    {
        for (var from = 0; from < encoded.Length;)
        {
            var to = Math.Min(from + length, encoded.Length);
            var percent = encoded.LastIndexOf('%', to - 1, Math.Min(2, to - from));
            if (to < encoded.Length && percent >= 0)
            {
                to = percent;
            }

            yield return encoded[from..to];
            from = to;
        }
    }

    private static bool IsAscii(string text) => text.All(c => c is >= ' ' and < '\u007f');
}
