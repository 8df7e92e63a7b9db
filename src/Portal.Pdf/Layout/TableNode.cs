using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

internal sealed class TableNode : LayoutNode
{
    /// <summary>A row larger than a page begins in what is left of this page if that is at least this part of a page.</summary>
    private const double WorthBeginning = 0.25;

    /// <summary>So many rows that keep with their next are looked ahead at.</summary>
    private const int LongestChain = 8;

    private readonly Table _table;
    private readonly LayoutContext _context;
    private readonly LayoutContext _artifactContext;
    private readonly List<TableRowNode> _header;
    private readonly List<TableRowNode> _rows;

    /// <summary>The last carried total, as a measure for those that are drawn.</summary>
    private readonly TableRowNode? _carry;

    private double[] _widths = [];
    private double _headerHeight;
    private double _carryHeight;
    private double _remaining;
    private int _next;
    private bool _headerPlaced;

    public TableNode(Table table, LayoutContext context)
        : base(table)
    {
        _table = table;
        StructureElement? element = context.Owner?.Add("Table");
        if (element is not null && table.Summary is not null)
        {
            element.Attributes = Summary(table.Summary);
        }

        _context = context with { Owner = element, OwnsText = false };
        _artifactContext = _context with { Owner = null };
        _header = [.. table.Header.Select(r => CreateRow(r, _context, true))];
        _rows = [.. table.Rows.Select(r => CreateRow(r, _context, false))];
        _carry = table.CarriedForward is null ? null : CreateRow(table.CarriedForward(_rows.Count), _artifactContext, false);
    }

    public override double NaturalWidth => Enumerable.Range(0, _table.Columns.Count)
        .Sum(c => _table.Columns[c].Width.Kind == TrackKind.Fixed ? _table.Columns[c].Width.Value : NaturalWidthOf(c));

    public override double Height => _remaining + _headerHeight;

    protected override double SmallestPiece
    {
        get
        {
            if (_next >= _rows.Count)
            {
                return _headerHeight;
            }

            double first = _rows[_next].Height + After(_next, 0);
            return _headerHeight + first;
        }
    }

    public override void Arrange(double width)
    {
        _widths = Tracks.Resolve([.. _table.Columns.Select(c => c.Width)], width, NaturalWidthOf);
        _headerHeight = Arranged(_header);
        _remaining = Arranged(_rows);
        _carry?.Arrange(_widths);
        _carryHeight = _carry?.Height ?? 0;
    }

    protected override Placement PlaceCore(PageCanvas canvas, in Area area)
    {
        if (!area.Fresh && !MayBegin(area))
        {
            return Placement.Nothing;
        }

        double used = PlaceHeader(canvas, area);
        int first = _next;
        while (_next < _rows.Count)
        {
            TableRowNode row = _rows[_next];
            double height = row.Height;
            double after = After(_next, area.Fresh && _next == first ? 0 : area.Reserve);
            Area room = Below(area, used) with { Fresh = area.Fresh && _next == first };
            if (height + after > room.Room + Tolerance)
            {
                if (_next > first || (!room.Fresh && height <= area.PageRoom - _headerHeight))
                {
                    break;
                }

                if (height > room.Room + Tolerance)
                {
                    return PlacePart(canvas, area, room, used);
                }
            }

            row.PlaceWhole(canvas, room);
            used += height;
            _remaining -= height;
            _next++;
        }

        if (_next == _rows.Count)
        {
            return new Placement(used, true);
        }

        return new Placement(used + PlaceCarry(canvas, Below(area, used), _table.CarriedForward), false);
    }

    private static Area Below(in Area area, double used) => area with { Y = area.Y + used, Room = area.Room - used, Reserve = 0 };

    private static string Summary(string text)
    {
        using PdfBuffer buffer = new(64);
        buffer.Raw("<</O/Table/Summary"u8).ReadableText(text).Raw(">>"u8);
        return System.Text.Encoding.ASCII.GetString(buffer.Written);
    }

    /// <summary>Not the header alone at the end of a page.</summary>
    private bool MayBegin(in Area area)
    {
        if (_rows.Count == 0)
        {
            return _headerHeight + area.Reserve <= area.Room + Tolerance;
        }

        double height = _rows[_next].Height;
        bool largerThanPage = height > area.PageRoom - _headerHeight;
        return largerThanPage
            ? area.Room >= area.PageRoom * WorthBeginning
            : _headerHeight + height + After(_next, area.Reserve) <= area.Room + Tolerance;
    }

    /// <summary>The room that must be left under a row: for what it keeps with, or for the carried total if the page ends there.</summary>
    private double After(int index, double reserve)
    {
        double chain = 0;
        int last = Math.Min(_rows.Count - 1, index + LongestChain);
        while (index < last && _rows[index].KeepWithNext)
        {
            chain += _rows[++index].Height;
        }

        return chain + (index == _rows.Count - 1 ? reserve : _carryHeight);
    }

    private Placement PlacePart(PageCanvas canvas, in Area area, Area room, double used)
    {
        bool isLast = _next == _rows.Count - 1;
        double before = _rows[_next].Height;
        double carry = isLast && before <= room.Room ? 0 : _carryHeight;
        Placement part = _rows[_next].PlacePart(canvas, room with { Room = room.Room - carry });
        _remaining += _rows[_next].Height - before;
        used += part.Height;
        if (part.IsComplete)
        {
            _remaining -= _rows[_next].Height;
            _next++;
        }

        bool complete = _next == _rows.Count;
        double carried = complete ? 0 : PlaceCarry(canvas, Below(area, used), _table.CarriedForward);
        return new Placement(used + carried, complete);
    }

    private double PlaceHeader(PageCanvas canvas, in Area area)
    {
        double used = 0;
        if (!_headerPlaced)
        {
            _headerPlaced = true;
            foreach (TableRowNode row in _header)
            {
                double height = row.Height;
                row.PlaceWhole(canvas, Below(area, used));
                used += height;
            }

            return used;
        }

        foreach (TableRow row in _table.Header)
        {
            used += PlaceArtifact(canvas, Artifact(row, true), Below(area, used));
        }

        return used + PlaceCarry(canvas, Below(area, used), _table.BroughtForward);
    }

    private double PlaceCarry(PageCanvas canvas, in Area area, Func<int, TableRow>? carry) =>
        carry is null || _next == 0 ? 0 : PlaceArtifact(canvas, Artifact(carry(_next), false), area);

    private double PlaceArtifact(PageCanvas canvas, TableRowNode row, in Area area)
    {
        double height = row.Height;
        if (_context.Owner is not null)
        {
            canvas.BeginArtifact("");
        }

        row.PlaceWhole(canvas, area);
        if (_context.Owner is not null)
        {
            canvas.EndArtifact();
        }

        return height;
    }

    /// <summary>A row that repeats or only serves the page break: seen, but no part of the text.</summary>
    private TableRowNode Artifact(TableRow row, bool isHeader)
    {
        TableRowNode node = CreateRow(row, _artifactContext, isHeader);
        node.Arrange(_widths);
        return node;
    }

    private TableRowNode CreateRow(TableRow row, LayoutContext context, bool isHeader) =>
        new(_table, row, row.Style is null ? context : context with { Style = row.Style }, isHeader);

    private double NaturalWidthOf(int column)
    {
        double widest = _carry?.NaturalWidthOf(column) ?? 0;
        foreach (TableRowNode row in _header)
        {
            widest = Math.Max(widest, row.NaturalWidthOf(column));
        }

        foreach (TableRowNode row in _rows)
        {
            widest = Math.Max(widest, row.NaturalWidthOf(column));
        }

        return widest;
    }

    private double Arranged(List<TableRowNode> rows)
    {
        double height = 0;
        foreach (TableRowNode row in rows)
        {
            row.Arrange(_widths);
            height += row.Height;
        }

        return height;
    }
}
