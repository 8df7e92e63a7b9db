using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Pdf.Tests.Tools;

/// <summary>Reads back the files of this engine: finds every object by the cross-reference stream, as a PDF reader would.</summary>
internal sealed partial class PdfReader
{
    private readonly byte[] _file;
    private readonly string _text;
    private readonly Dictionary<int, string> _objects = [];

    public PdfReader(byte[] file)
    {
        _file = file;
        _text = Encoding.Latin1.GetString(file);
        int start = int.Parse(StartXref().Match(_text).Groups[1].Value, CultureInfo.InvariantCulture);
        (int number, string dictionary) = ObjectAt(start);
        Trailer = dictionary;
        _objects[number] = dictionary;
        byte[] table = StreamAt(start);
        int size = Number(dictionary, "Size");
        Assert.Equal(7 * size, table.Length);
        List<(int Number, int Stream, int Index)> inside = [];
        for (int i = 0; i < size; i++)
        {
            ReadOnlySpan<byte> entry = table.AsSpan(7 * i, 7);
            int position = (entry[1] << 24) | (entry[2] << 16) | (entry[3] << 8) | entry[4];
            if (entry[0] == 1)
            {
                (int found, string content) = ObjectAt(position);
                Assert.Equal(i, found);
                _objects[i] = content;
                Streams[i] = position;
            }
            else if (entry[0] == 2)
            {
                inside.Add((i, position, (entry[5] << 8) | entry[6]));
            }
        }

        foreach (IGrouping<int, (int Number, int Stream, int Index)> stream in inside.GroupBy(o => o.Stream))
        {
            ReadGathered(stream.Key, stream);
        }
    }

    public string Trailer { get; }

    public IReadOnlyDictionary<int, string> Objects => _objects;

    public Dictionary<int, int> Streams { get; } = [];

    public string Catalog => _objects[Reference(Trailer, "Root")];

    public IEnumerable<string> Pages => _objects.Values.Where(o => o.Contains("/Type/Page/", StringComparison.Ordinal));

    public static int Number(string dictionary, string name) =>
        int.Parse(Regex.Match(dictionary, "/" + name + " (\\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    public static int Reference(string dictionary, string name) =>
        int.Parse(Regex.Match(dictionary, "/" + name + " (\\d+) 0 R").Groups[1].Value, CultureInfo.InvariantCulture);

    public string Follow(string dictionary, string name) => _objects[Reference(dictionary, name)];

    public byte[] StreamOf(int number) => StreamAt(Streams[number]);

    /// <summary>What is drawn on a page: its content streams, one after the other.</summary>
    public string ContentOf(string page)
    {
        string streams = Regex.Match(page, "/Contents\\[(.*?)\\]").Groups[1].Value;
        return string.Join('\n', Regex.Matches(streams, "(\\d+) 0 R").Select(m => Encoding.Latin1.GetString(StreamOf(int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)))));
    }

    /// <summary>The types of the structure elements, each with those under it: Document(H1 P Table(TR(TH TH))).</summary>
    public string Outline() => Outline(Reference(Follow(Catalog, "StructTreeRoot"), "K"));

    private string Outline(int number)
    {
        string element = _objects[number];
        string type = Regex.Match(element, "/S/(\\w+)").Groups[1].Value;
        string kids = Regex.Match(element, "/K\\[(.*)\\]").Groups[1].Value;
        kids = Regex.Replace(kids, "<<.*?>>", "");
        string[] children = [.. Regex.Matches(kids, "(\\d+) 0 R").Select(m => Outline(int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)))];
        return children.Length == 0 ? type : $"{type}({string.Join(' ', children)})";
    }

    private void ReadGathered(int stream, IEnumerable<(int Number, int Stream, int Index)> entries)
    {
        string dictionary = _objects[stream];
        string content = Encoding.Latin1.GetString(StreamOf(stream));
        int first = Number(dictionary, "First");
        int[] header = [.. content[..first].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        Assert.Equal(2 * Number(dictionary, "N"), header.Length);
        foreach ((int number, _, int index) in entries)
        {
            Assert.Equal(number, header[2 * index]);
            int from = first + header[(2 * index) + 1];
            int to = (2 * index) + 3 < header.Length ? first + header[(2 * index) + 3] : content.Length;
            _objects[number] = content[from..to].Trim();
        }
    }

    private (int Number, string Dictionary) ObjectAt(int position)
    {
        Match match = ObjectStart().Match(_text, position);
        Assert.True(match.Success && match.Index == position, $"No object begins at {position}.");
        int end = _text.IndexOf("stream\n", position, StringComparison.Ordinal);
        return (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), _text[(position + match.Length)..end]);
    }

    private byte[] StreamAt(int position)
    {
        (_, string dictionary) = ObjectAt(position);
        int from = _text.IndexOf("stream\n", position, StringComparison.Ordinal) + 7;
        byte[] bytes = _file[from..(from + Number(dictionary, "Length"))];
        Assert.Equal("\nendstream\nendobj", _text.Substring(from + bytes.Length, 17));
        if (!dictionary.Contains("/FlateDecode", StringComparison.Ordinal))
        {
            return bytes;
        }

        using ZLibStream inflater = new(new MemoryStream(bytes), CompressionMode.Decompress);
        using MemoryStream result = new();
        inflater.CopyTo(result);
        return result.ToArray();
    }

    [GeneratedRegex("startxref\n(\\d+)\n%%EOF\n$")]
    private static partial Regex StartXref();

    [GeneratedRegex("\\G(\\d+) 0 obj\n")]
    private static partial Regex ObjectStart();
}
