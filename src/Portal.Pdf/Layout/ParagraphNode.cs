using Portal.Pdf.Fonts;
using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

internal sealed class ParagraphNode : LayoutNode
{
    /// <summary>At least so many lines of a broken paragraph stand together at the end of a page and at the start of the next.</summary>
    private const int Together = 2;

    private readonly HorizontalAlign _align;
    private readonly ShapedText _text;
    private readonly StructureElement? _element;
    private readonly TextStyle _style;
    private StructureElement?[]? _linkElements;
    private List<TextLine> _lines = [];
    private double _width;
    private double _remaining;
    private int _next;
    private int _run;

    public ParagraphNode(Paragraph paragraph, LayoutContext context)
        : base(paragraph)
    {
        _style = paragraph.Style ?? context.Style;
        _align = paragraph.Align ?? context.Align;
        _text = context.Shaper.Shape([.. paragraph.Runs.Select(r => (r, r.Style ?? _style))]);
        _element = context.OwnsText ? context.Owner : context.Owner?.Add(Tag(paragraph.Role));
    }

    public override double NaturalWidth => LineBreaker.WidestLine(_text);

    public override double Height => _remaining;

    protected override double SmallestPiece
    {
        get
        {
            int left = _lines.Count - _next;
            return left <= (2 * Together) - 1 ? _remaining : HeightOf(_next, Together);
        }
    }

    public override void Arrange(double width)
    {
        _width = width;
        _lines = LineBreaker.Break(_text, width);
        _remaining = HeightOf(0, _lines.Count);
        _run = 0;
    }

    protected override Placement PlaceCore(PageCanvas canvas, in Area area)
    {
        int count = LinesThatFit(area);
        double y = area.Y;
        for (int i = 0; i < count; i++)
        {
            y += Draw(canvas, _lines[_next], area.X, y);
            _next++;
        }

        double used = y - area.Y;
        _remaining -= used;
        return new Placement(used, _next == _lines.Count);
    }

    private static string Tag(ParagraphRole role) => role switch
    {
        ParagraphRole.Heading1 => "H1",
        ParagraphRole.Heading2 => "H2",
        ParagraphRole.Heading3 => "H3",
        _ => "P",
    };

    private int LinesThatFit(in Area area)
    {
        int left = _lines.Count - _next;
        if (_remaining + (area.Fresh ? 0 : area.Reserve) <= area.Room + Tolerance)
        {
            return left;
        }

        int count = 0;
        double height = 0;
        int run = _run;
        while (count < left && (height += MetricsOf(_lines[_next + count], ref run).Height) <= area.Room + Tolerance)
        {
            count++;
        }

        count = Math.Min(count, left - Together);
        return count < Together ? (area.Fresh ? 1 : 0) : count;
    }

    private double HeightOf(int first, int count)
    {
        int run = first == 0 ? 0 : _run;
        double height = 0;
        for (int i = first; i < first + count; i++)
        {
            height += MetricsOf(_lines[i], ref run).Height;
        }

        return height;
    }

    /// <summary>Lines are asked for in order, so <paramref name="run"/> only moves on.</summary>
    private (double Height, double Baseline) MetricsOf(TextLine line, ref int run)
    {
        List<ShapedRun> runs = _text.Runs;
        while (run < runs.Count - 1 && runs[run].End <= line.Start)
        {
            run++;
        }

        (double height, double baseline) = Metrics(runs.Count == 0 ? _style : runs[run].Style);
        for (int i = run + 1; i < runs.Count && runs[i - 1].End < line.End; i++)
        {
            (double otherHeight, double otherBaseline) = Metrics(runs[i].Style);
            height = Math.Max(height, otherHeight);
            baseline = Math.Max(baseline, otherBaseline);
        }

        return (height, baseline);
    }

    private static (double Height, double Baseline) Metrics(TextStyle style)
    {
        TrueTypeFont font = FontFaces.Of(FontFaces.Regular).Font;
        double height = style.Size * style.LineHeight;
        double leading = height - (style.Size * (font.Ascent - font.Descent) / 1000);
        return (height, (leading / 2) + (style.Size * font.Ascent / 1000));
    }

    private double Draw(PageCanvas canvas, TextLine line, double x, double y)
    {
        (double height, double baseline) = MetricsOf(line, ref _run);
        double slack = _width - line.Width;
        x += _align switch { HorizontalAlign.Right => slack, HorizontalAlign.Center => slack / 2, _ => 0 };

        bool hasSpace = line.End > line.Start && line.End < _text.Count && _text.Kinds[line.End] is GlyphKind.Space or GlyphKind.NewLine;
        int end = hasSpace ? line.End + 1 : line.End;
        int from = line.Start;
        bool placed = false;
        for (int run = _run; from < end; run++)
        {
            ShapedRun style = _text.Runs[run];
            int to = Math.Min(style.End, end);
            if (to <= from)
            {
                continue;
            }

            placed &= !canvas.BeginText(style.Link is null ? _element : LinkElement(run));
            if (!placed)
            {
                canvas.MoveText(x, y + baseline);
                placed = true;
            }

            canvas.UseStyle(style.Style, style.Face);
            canvas.ShowGlyphs(_text.Numbers[from..to], _text.Kinds[from..to], to == line.End);
            double width = WidthOf(from, Math.Min(to, line.End), line.End);
            if (style.Link is not null && LinkElement(run) is { } link)
            {
                canvas.AddLink(x, y, width, height, style.Link, link);
                canvas.Fill(x, y + baseline + (style.Style.Size * 0.12), width, style.Style.Size * 0.06, style.Style.Color);
            }

            x += width;
            from = to;
        }

        return height;
    }

    private double WidthOf(int from, int to, int lineEnd)
    {
        double width = 0;
        for (int i = from; i < to; i++)
        {
            width += _text.Kinds[i] != GlyphKind.SoftHyphen || i == lineEnd - 1 ? _text.Widths[i] : 0;
        }

        return width;
    }

    private StructureElement? LinkElement(int run)
    {
        _linkElements ??= new StructureElement?[_text.Runs.Count];
        return _linkElements[run] ??= _element?.Add("Link");
    }
}
