using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Pdf.Merging;

/// <param name="Data">The object without its stream.</param>
/// <param name="Stream">The bytes of its stream as they stand in the file; empty for none.</param>
internal readonly record struct WrittenObject(ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Stream)
{
    public ReadOnlySpan<byte> Text => Data.Span;
}

/// <summary>A file as <see cref="Writing.PdfFile"/> writes it: objects in compressed object streams, found by a cross-reference stream.</summary>
internal sealed partial class WrittenFile
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly List<(byte Kind, int Position, int Index)> _places = [];
    private readonly Dictionary<int, List<ReadOnlyMemory<byte>>> _gathered = [];

    public WrittenFile(byte[] file)
    {
        _file = file;
        int mark = file.AsSpan().LastIndexOf("startxref\n"u8);
        string start = mark < 0 ? "" : Encoding.ASCII.GetString(file.AsSpan(mark + 10)).Split('\n')[0];
        if (!int.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out int table) || table >= file.Length)
        {
            throw new InvalidDataException("This is not a PDF of ours: it has no cross-reference stream where ours have one.");
        }

        WrittenObject reference = ReadAt(table);
        byte[] places = Inflate(reference.Stream);
        for (int i = 0; i + 7 <= places.Length; i += 7)
        {
            int position = (places[i + 1] << 24) | (places[i + 2] << 16) | (places[i + 3] << 8) | places[i + 4];
            _places.Add((places[i], position, (places[i + 5] << 8) | places[i + 6]));
        }

        PageTree = Number(Find(Number(reference, "Root")), "Pages");
        Match kids = KidsPattern().Match(Encoding.ASCII.GetString(Find(PageTree).Text));
        Pages = [.. NumberPattern().Matches(kids.Groups[1].Value).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
    }

    public int PageTree { get; }

    /// <summary>Numbers of the pages, in order.</summary>
    public IReadOnlyList<int> Pages { get; }

    public WrittenObject Find(int number)
    {
        if (number <= 0 || number >= _places.Count)
        {
            throw new InvalidDataException($"The PDF has no object {number}.");
        }

        (byte kind, int position, int index) = _places[number];
        return kind switch
        {
            1 => ReadAt(position),
            2 => new WrittenObject(Gathered(position)[index], default),
            _ => throw new InvalidDataException($"The PDF has no object {number}."),
        };
    }

    private List<ReadOnlyMemory<byte>> Gathered(int number)
    {
        if (_gathered.TryGetValue(number, out List<ReadOnlyMemory<byte>>? known))
        {
            return known;
        }

        WrittenObject stream = Find(number);
        int first = Number(stream, "First");
        ReadOnlyMemory<byte> all = Inflate(stream.Stream);
        int[] head = [.. Encoding.ASCII.GetString(all.Span[..first]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        List<ReadOnlyMemory<byte>> objects = [];
        for (int i = 0; i < head.Length / 2; i++)
        {
            int from = first + head[(2 * i) + 1];
            int to = (2 * i) + 3 < head.Length ? first + head[(2 * i) + 3] : all.Length;
            objects.Add(all[from..to]);
        }

        return _gathered[number] = objects;
    }

    /// <summary>An object with a stream: "7 0 obj", its dictionary, its bytes.</summary>
    private WrittenObject ReadAt(int position)
    {
        ReadOnlyMemory<byte> rest = _file[position..];
        int from = rest.Span.IndexOf(" 0 obj\n"u8) + 7;
        int to = rest.Span.IndexOf(">>\nstream\n"u8) + 2;
        if (from < 7 || to < from)
        {
            throw new InvalidDataException("The PDF has no object where its cross-reference stream says.");
        }

        ReadOnlyMemory<byte> dictionary = rest[from..to];
        return new WrittenObject(dictionary, rest.Slice(to + 8, Number(new WrittenObject(dictionary, default), "Length")));
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> compressed)
    {
        using MemoryStream source = new(compressed.ToArray());
        using ZLibStream inflating = new(source, CompressionMode.Decompress);
        using MemoryStream all = new();
        inflating.CopyTo(all);
        return all.ToArray();
    }

    private static int Number(WrittenObject from, string name)
    {
        Match found = Regex.Match(Encoding.Latin1.GetString(from.Text), $"/{name} (\\d+)", RegexOptions.CultureInvariant);
        return found.Success ? int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : throw new InvalidDataException($"The PDF says no {name}.");
    }

    [GeneratedRegex(@"/Kids\[([^\]]*)\]")]
    private static partial Regex KidsPattern();

    [GeneratedRegex(@"(\d+) 0 R")]
    private static partial Regex NumberPattern();
}
