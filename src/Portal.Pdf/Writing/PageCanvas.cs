using Portal.Pdf.Layout;

namespace Portal.Pdf.Writing;

/// <summary>
/// What is drawn on one page. Fills go behind everything else; text and images belong to an element of the structure or,
/// between <see cref="BeginArtifact"/> and <see cref="EndArtifact"/>, to none. Measures are points from the top left corner.
/// </summary>
internal sealed class PageCanvas(PageSize size, DocumentResources resources) : IDisposable
{
    private readonly PdfBuffer _backdrop = new(2048);
    private readonly PdfBuffer _content = new(8192);
    private readonly List<StructureElement> _owners = [];
    private readonly List<LinkArea> _links = [];

    private StructureElement? _owner;
    private bool _inText;
    private long _textX;
    private long _textY;
    private (int Face, double Size) _font = (-1, 0);
    private PdfColor _color;

    public ReadOnlySpan<byte> Backdrop => _backdrop.Written;

    public ReadOnlySpan<byte> Content => _content.Written;

    /// <summary>The element that owns each mark of the page.</summary>
    public IReadOnlyList<StructureElement> Owners => _owners;

    public IReadOnlyList<LinkArea> Links => _links;

    /// <summary>The object's number in the file.</summary>
    public int Number { get; set; }

    public double Height => size.Height;

    public bool IsBlank => _content.Length == 0 && _backdrop.Length == 0;

    public int BackdropPosition => _backdrop.Length;

    public void Dispose()
    {
        _backdrop.Dispose();
        _content.Dispose();
    }

    /// <summary>What follows is no part of the document's text. <paramref name="subtype"/>: Header, Footer or nothing.</summary>
    public void BeginArtifact(string subtype)
    {
        EndMark();
        _content.Raw("/Artifact<</Type/Pagination"u8);
        if (subtype.Length > 0)
        {
            _content.Raw("/Subtype/"u8).Text(subtype);
        }

        _content.Raw(">>BDC\n"u8);
    }

    public void EndArtifact()
    {
        EndText();
        _content.Raw("EMC\n"u8);
    }

    /// <summary>Closes what is open; the page is complete.</summary>
    public void Finish() => EndMark();

    public void Fill(double x, double y, double width, double height, PdfColor color) =>
        FillOn(_backdrop, x, y, width, height, color);

    /// <summary>As <see cref="Fill"/>, behind all that was filled since <paramref name="backdropPosition"/>.</summary>
    public void FillBehind(int backdropPosition, double x, double y, double width, double height, PdfColor color)
    {
        using PdfBuffer fill = new(64);
        FillOn(fill, x, y, width, height, color);
        _backdrop.Insert(backdropPosition, fill.Written);
    }

    /// <summary>Opens a text of an element. True where the place of the text has to be set anew.</summary>
    public bool BeginText(StructureElement? owner)
    {
        BeginMark(owner);
        if (_inText)
        {
            return false;
        }

        _content.Raw("BT\n"u8);
        _inText = true;
        _textX = _textY = 0;
        return true;
    }

    public void MoveText(double x, double baseline)
    {
        long left = Hundredths(x);
        long bottom = Hundredths(size.Height - baseline);
        _content.Hundredths(left - _textX).Byte((byte)' ').Hundredths(bottom - _textY).Raw(" Td\n"u8);
        _textX = left;
        _textY = bottom;
    }

    public void UseStyle(TextStyle style, int face)
    {
        if (_font != (face, style.Size))
        {
            _font = (face, style.Size);
            resources.UseFace(face);
            _content.Raw("/F"u8).Integer(face).Byte((byte)' ').Number(style.Size).Raw(" Tf\n"u8);
        }

        UseColor(style.Color);
    }

    public void UseColor(PdfColor color)
    {
        if (_color != color)
        {
            _color = color;
            _content.FillColor(color);
        }
    }

    /// <summary>Glyphs of two bytes each as one string; hidden ones are left out.</summary>
    public void ShowGlyphs(ReadOnlySpan<ushort> numbers, ReadOnlySpan<GlyphKind> kinds, bool endsWithHyphen) =>
        _content.ShowGlyphs(numbers, kinds, endsWithHyphen);

    public void AddLink(double x, double y, double width, double height, Uri target, StructureElement element)
    {
        LinkArea link = new(this, x, size.Height - y - height, x + width, size.Height - y, target, element);
        _links.Add(link);
        element.AddAnnotation(link);
    }

    public void Image(PdfImage image, double x, double y, double width, double height, StructureElement? owner)
    {
        BeginMark(owner);
        EndText();
        int number = resources.UseImage(image);
        _content.Raw("q "u8);
        (double A, double B, double C, double D, double E, double F) m = image.Orientation.Place(x, size.Height - y - height, width, height);
        foreach (double part in (ReadOnlySpan<double>)[m.A, m.B, m.C, m.D, m.E, m.F])
        {
            _content.Number(part).Byte((byte)' ');
        }

        _content.Raw("cm/Im"u8).Integer(number).Raw(" Do Q\n"u8);
    }

    /// <summary>Rectangles as one area, so that no seam shows between them.</summary>
    public void Area(IEnumerable<(double X, double Y, double Width, double Height)> rectangles, PdfColor color, StructureElement? owner)
    {
        BeginMark(owner);
        EndText();
        UseColor(color);
        foreach ((double x, double y, double width, double height) in rectangles)
        {
            WriteRectangle(_content, x, y, width, height);
        }

        _content.Raw("f\n"u8);
    }

    /// <summary>The rectangle of an element on the page, as PDF counts: from the bottom left.</summary>
    public string BoundsOf(double x, double y, double width, double height)
    {
        FormattableString bounds = $"[{x:0.##} {size.Height - y - height:0.##} {x + width:0.##} {size.Height - y:0.##}]";
        return FormattableString.Invariant(bounds);
    }

    private static long Hundredths(double points) => (long)Math.Round(points * 100);

    private void FillOn(PdfBuffer buffer, double x, double y, double width, double height, PdfColor color)
    {
        buffer.FillColor(color);
        WriteRectangle(buffer, x, y, width, height);
        buffer.Raw("f\n"u8);
    }

    private void WriteRectangle(PdfBuffer buffer, double x, double y, double width, double height) =>
        buffer.Number(x).Byte((byte)' ').Number(size.Height - y - height).Byte((byte)' ')
            .Number(width).Byte((byte)' ').Number(height).Raw(" re\n"u8);

    private void BeginMark(StructureElement? owner)
    {
        if (ReferenceEquals(owner, _owner))
        {
            return;
        }

        EndMark();
        if (owner is not null)
        {
            _content.Byte((byte)'/').Text(owner.Type).Raw("<</MCID "u8).Integer(_owners.Count).Raw(">>BDC\n"u8);
            owner.AddContent(this, _owners.Count);
            _owners.Add(owner);
            _owner = owner;
        }
    }

    private void EndMark()
    {
        EndText();
        if (_owner is not null)
        {
            _content.Raw("EMC\n"u8);
            _owner = null;
        }
    }

    private void EndText()
    {
        if (_inText)
        {
            _content.Raw("ET\n"u8);
            _inText = false;
        }
    }
}
