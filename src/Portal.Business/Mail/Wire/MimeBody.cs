using System.Text;

namespace Portal.Business.Mail.Wire;

/// <summary>Content as lines of at most 76 characters of ASCII.</summary>
internal static class MimeBody
{
    private const int LongestLine = 76;

    /// <summary>Text in UTF-8, quoted-printable (RFC 2045, 6.7).</summary>
    public static void AppendQuotedPrintable(StringBuilder to, string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            var column = 0;
            for (var i = 0; i < bytes.Length; i++)
            {
                var b = bytes[i];
                var isLast = i == bytes.Length - 1;
                var isPlain = b is >= 33 and <= 126 and not (byte)'=' || (b is (byte)' ' or (byte)'\t' && !isLast);
                var width = isPlain ? 1 : 3;
                if (column + width > LongestLine - 1)
                {
                    to.Append("=\r\n");
                    column = 0;
                }

                if (isPlain)
                {
                    to.Append((char)b);
                }
                else
                {
                    to.Append('=').Append("0123456789ABCDEF"[b >> 4]).Append("0123456789ABCDEF"[b & 15]);
                }

                column += width;
            }

            to.Append("\r\n");
        }
    }

    public static void AppendBase64(StringBuilder to, byte[] bytes)
    {
        const int BytesPerLine = LongestLine / 4 * 3;
        for (var from = 0; from < bytes.Length; from += BytesPerLine)
        {
            to.Append(Convert.ToBase64String(bytes, from, Math.Min(BytesPerLine, bytes.Length - from))).Append("\r\n");
        }
    }
}
