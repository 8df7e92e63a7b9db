using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Pdf.Writing;

namespace Portal.Pdf.Merging;

/// <summary>
/// Puts documents that this engine has written one after the other into one file, for printing. It is written as it grows: memory holds
/// one document at a time. What is the same in several of them, such as a logo, stands there once. The result has no structure for
/// screen readers: that stays with the documents themselves.
/// </summary>
public sealed class PdfMerger : IDisposable
{
    private readonly Stream _output;
    private readonly List<long> _places = [0];
    private readonly List<int> _pages = [];
    private readonly Dictionary<string, int> _known = [];
    private readonly PdfBuffer _object = new();
    private readonly int _catalog;
    private readonly int _information;
    private readonly int _pageTree;
    private readonly string _title;
    private readonly string _language;
    private readonly DateTimeOffset _createdAt;
    private long _position;

    /// <param name="output">Written from where it stands; stays open.</param>
    /// <param name="title">Shown by readers in their title bar.</param>
    /// <param name="language">Of the title.</param>
    /// <param name="createdAt">Stands in the document.</param>
    public PdfMerger(Stream output, string title, string language, DateTimeOffset createdAt)
    {
        (_output, _title, _language, _createdAt) = (output, title, language, createdAt);
        _catalog = Reserve();
        _information = Reserve();
        _pageTree = Reserve();
        Write("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n"u8);
    }

    public int PageCount => _pages.Count;

    public void Dispose() => _object.Dispose();

    /// <exception cref="InvalidDataException">It is not a file that this engine has written.</exception>
    public void Add(byte[] document)
    {
        WrittenFile file = new(document);
        Dictionary<int, int> numbers = new() { [file.PageTree] = _pageTree };
        foreach (int page in file.Pages)
        {
            _pages.Add(Copy(file, page, numbers));
        }
    }

    /// <summary>Writes what is left; nothing can be added afterwards.</summary>
    public void Finish()
    {
        PdfBuffer tree = Begin(_pageTree).Raw("<</Type/Pages/Count "u8).Integer(_pages.Count).Raw("/Kids["u8);
        foreach (int page in _pages)
        {
            tree.Reference(page).Byte((byte)' ');
        }

        tree.Raw("]>>"u8);
        End();
        Begin(_information).Raw("<</Title"u8).ReadableText(_title).Raw("/Producer(Portal.Pdf)/CreationDate"u8).Raw("("u8).Text(Metadata.InformationDate(_createdAt)).Raw(")"u8).Raw(">>"u8);
        End();
        Begin(_catalog).Raw("<</Type/Catalog/Pages "u8).Reference(_pageTree).Raw("/Lang"u8).ReadableText(_language)
            .Raw("/ViewerPreferences<</DisplayDocTitle true>>>>"u8);
        End();
        WriteTable();
    }

    /// <summary>Copies an object with all that it refers to; its number in the new file.</summary>
    private int Copy(WrittenFile file, int number, Dictionary<int, int> numbers)
    {
        if (numbers.TryGetValue(number, out int copied))
        {
            return copied;
        }

        int own = numbers[number] = Reserve();
        WrittenObject source = file.Find(number);
        using PdfBuffer copy = new();
        ObjectCopier.Copy(source.Text, copy, reference => Copy(file, reference, numbers));
        string mark = Convert.ToHexString(SHA256.HashData(source.Stream.IsEmpty ? copy.Written : [.. copy.Written, .. source.Stream.Span]));
        if (!source.Stream.IsEmpty && _known.TryGetValue(mark, out int same))
        {
            return numbers[number] = same;
        }

        Begin(own).Raw(copy.Written);
        if (!source.Stream.IsEmpty)
        {
            _object.Raw("\nstream\n"u8).Raw(source.Stream.Span).Raw("\nendstream"u8);
            _known[mark] = own;
        }

        End();
        return own;
    }

    private int Reserve()
    {
        _places.Add(0);
        return _places.Count - 1;
    }

    private PdfBuffer Begin(int number)
    {
        _places[number] = _position;
        _object.Clear();
        return _object.Integer(number).Raw(" 0 obj\n"u8);
    }

    private void End() => Write(_object.Raw("\nendobj\n"u8).Written);

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _position += bytes.Length;
    }

    /// <summary>A number that was reserved for what turned out to be known already is a free one.</summary>
    private void WriteTable()
    {
        long start = _position;
        StringBuilder table = new();
        table.Append(CultureInfo.InvariantCulture, $"xref\n0 {_places.Count}\n0000000000 65535 f \n");
        foreach (long place in _places.Skip(1))
        {
            table.Append(CultureInfo.InvariantCulture, $"{place:0000000000} {(place == 0 ? "65535 f" : "00000 n")} \n");
        }

        string id = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(table.ToString())), 0, 16);
        table.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {_places.Count}/Root {_catalog} 0 R/Info {_information} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{start}\n%%EOF\n");
        Write(Encoding.ASCII.GetBytes(table.ToString()));
    }
}
