using System.Buffers;
using Portal.Pdf.Writing;

namespace Portal.Pdf.Merging;

/// <summary>Copies the text of an object, with its references renumbered and without its place in the structure for screen readers.</summary>
internal static class ObjectCopier
{
    private static readonly SearchValues<byte> EndsOfWords = SearchValues.Create(" \n\r\t()<>[]/"u8);

    /// <param name="source">As this engine writes objects.</param>
    /// <param name="copy">Where it goes.</param>
    /// <param name="numberOf">The new number of an object that it refers to.</param>
    public static void Copy(ReadOnlySpan<byte> source, PdfBuffer copy, Func<int, int> numberOf)
    {
        int at = 0;
        while (at < source.Length)
        {
            ReadOnlySpan<byte> rest = source[at..];
            int length;
            switch (rest[0])
            {
                case (byte)'(':
                    length = LiteralLength(rest);
                    break;
                case (byte)'<' when rest.Length > 1 && rest[1] != '<':
                    length = rest.IndexOf((byte)'>') + 1;
                    break;
                case (byte)'<' or (byte)'>':
                    length = Math.Min(2, rest.Length);
                    break;
                case (byte)'/':
                    length = 1 + WordLength(rest[1..]);
                    if (Dropped(rest[..length]))
                    {
                        at += length + ValueLength(rest[length..]);
                        continue;
                    }

                    break;
                case >= (byte)'0' and <= (byte)'9' when Reference(rest, out int number, out length):
                    copy.Reference(numberOf(number));
                    at += length;
                    continue;
                default:
                    length = Math.Max(1, WordLength(rest));
                    break;
            }

            copy.Raw(rest[..length]);
            at += length;
        }
    }

    private static bool Dropped(ReadOnlySpan<byte> name) => name.SequenceEqual("/StructParents"u8) || name.SequenceEqual("/StructParent"u8) || name.SequenceEqual("/Tabs"u8);

    /// <summary>A number or a name, with the space before it.</summary>
    private static int ValueLength(ReadOnlySpan<byte> rest)
    {
        int space = rest.Length > 0 && rest[0] == ' ' ? 1 : 0;
        return rest[space] == '/' ? space + 1 + WordLength(rest[(space + 1)..]) : space + WordLength(rest[space..]);
    }

    /// <summary>"12 0 R".</summary>
    private static bool Reference(ReadOnlySpan<byte> rest, out int number, out int length)
    {
        int digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        length = digits + 4;
        number = 0;
        return digits > 0 && rest[digits..].StartsWith(" 0 R"u8) && (rest.Length == length || WordLength(rest[length..]) == 0)
            && int.TryParse(rest[..digits], System.Globalization.CultureInfo.InvariantCulture, out number);
    }

    private static int WordLength(ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOfAny(EndsOfWords);
        return end < 0 ? rest.Length : end;
    }

    private static int LiteralLength(ReadOnlySpan<byte> rest)
    {
        int depth = 0;
        for (int i = 0; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')' when --depth == 0:
                    return i + 1;
            }
        }

        throw new InvalidDataException("A text of the PDF has no end.");
    }
}
