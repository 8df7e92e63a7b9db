using System.IO.Compression;
using System.Security.Cryptography;

namespace Portal.Pdf.Writing;

/// <summary>
/// The objects of a PDF file: streams stand in the file as they are, all others are gathered in compressed object streams
/// (PDF 1.7, 7.5.7), and a cross-reference stream says where each is.
/// </summary>
internal sealed class PdfFile : IDisposable
{
    private const int ObjectsPerStream = 400;

    private readonly PdfBuffer _file = new(64 * 1024);
    private readonly PdfBuffer _objects = new(16 * 1024);
    private readonly List<(int Number, int Offset)> _gathered = [];
    private readonly List<Place> _places = [default];

    public PdfFile() => _file.Raw("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n"u8);

    public void Dispose()
    {
        _file.Dispose();
        _objects.Dispose();
    }

    public int Reserve()
    {
        _places.Add(default);
        return _places.Count - 1;
    }

    /// <summary>Where to write the object. It ends where the next one begins.</summary>
    public PdfBuffer Begin(int number)
    {
        if (_gathered.Count == ObjectsPerStream)
        {
            WriteGathered();
        }

        if (_objects.Length > 0)
        {
            _objects.Byte((byte)'\n');
        }

        _gathered.Add((number, _objects.Length));
        return _objects;
    }

    /// <param name="entries">Dictionary entries besides the length.</param>
    public void WriteStream(int number, string entries, ReadOnlySpan<byte> bytes)
    {
        _places[number] = new Place(1, _file.Length, 0);
        _file.Integer(number).Raw(" 0 obj\n<<"u8).Text(entries).Raw("/Length "u8).Integer(bytes.Length).Raw(">>\nstream\n"u8);
        _file.Raw(bytes).Raw("\nendstream\nendobj\n"u8);
    }

    /// <summary>Quickly: pages are written for each document anew, and a tenth more of them is little beside the fonts, which are packed well and once.</summary>
    public void WriteCompressed(int number, string entries, ReadOnlySpan<byte> bytes) =>
        WriteStream(number, entries + "/Filter/FlateDecode", Flate.Compress(bytes, CompressionLevel.Fastest));

    public byte[] Finish(int catalog, int information)
    {
        WriteGathered();
        byte[] hash = SHA256.HashData(_file.Written);
        string id = Convert.ToHexString(hash, 0, 16);
        int start = _file.Length;
        int own = Reserve();
        _places[own] = new Place(1, start, 0);
        using PdfBuffer table = new(7 * _places.Count);
        foreach (Place place in _places)
        {
            table.Byte(place.Kind);
            table.Byte((byte)(place.Position >> 24)).Byte((byte)(place.Position >> 16)).Byte((byte)(place.Position >> 8)).Byte((byte)place.Position);
            table.Byte((byte)(place.Index >> 8)).Byte((byte)place.Index);
        }

        WriteCompressed(
            own,
            $"/Type/XRef/Size {_places.Count}/W[1 4 2]/Root {catalog} 0 R/Info {information} 0 R/ID[<{id}><{id}>]",
            table.Written);
        _file.Raw("startxref\n"u8).Integer(start).Raw("\n%%EOF\n"u8);
        return _file.Written.ToArray();
    }

    private void WriteGathered()
    {
        if (_gathered.Count == 0)
        {
            return;
        }

        int stream = Reserve();
        using PdfBuffer all = new(_objects.Length + (12 * _gathered.Count));
        for (int i = 0; i < _gathered.Count; i++)
        {
            (int number, int offset) = _gathered[i];
            _places[number] = new Place(2, stream, i);
            all.Integer(number).Byte((byte)' ').Integer(offset).Byte((byte)' ');
        }

        int first = all.Length;
        all.Raw(_objects.Written);
        WriteCompressed(stream, $"/Type/ObjStm/N {_gathered.Count}/First {first}", all.Written);
        _gathered.Clear();
        _objects.Clear();
    }

    /// <summary>Kind 1: at a position of the file. Kind 2: in an object stream, at an index.</summary>
    private readonly record struct Place(byte Kind, int Position, int Index);
}
