using Portal.Pdf.Writing;

namespace Portal.Pdf.Layout;

/// <summary>A row of a table: its cells side by side.</summary>
internal sealed class TableRowNode
{
    private readonly TableRow _row;
    private readonly Edges _padding;
    private readonly Stroke? _rule;
    private readonly List<Cell> _cells = [];
    private double _width;

    public TableRowNode(Table table, TableRow row, LayoutContext context, bool isHeader)
    {
        _row = row;
        _padding = table.CellPadding;
        _rule = row.RuleBelow ?? (isHeader ? table.HeaderRule : table.RowRule);
        Background = row.Background ?? (isHeader ? table.HeaderBackground : null);
        StructureElement? element = context.Owner?.Add("TR");
        int column = 0;
        foreach (TableCell cell in row.Cells)
        {
            if (column >= table.Columns.Count)
            {
                throw new InvalidOperationException($"A row has more cells than the table has columns ({table.Columns.Count}).");
            }

            int span = Math.Clamp(cell.ColumnSpan, 1, table.Columns.Count - column);
            _cells.Add(CreateCell(table, cell, column, span, context with { Owner = element }, isHeader));
            column += span;
        }
    }

    public PdfColor? Background { get; }

    public bool KeepWithNext => _row.KeepWithNext;

    /// <summary>Of what is still to be placed.</summary>
    public double Height
    {
        get
        {
            double height = 0;
            foreach (Cell cell in _cells)
            {
                height = cell.IsComplete ? height : Math.Max(height, cell.Node.Height);
            }

            return height + _padding.Vertical;
        }
    }

    /// <summary>The width that the cell standing alone in a column would like.</summary>
    public double NaturalWidthOf(int column)
    {
        foreach (Cell cell in _cells)
        {
            if (cell.Column == column && cell.Span == 1)
            {
                return cell.Node.NaturalWidth + _padding.Horizontal;
            }
        }

        return 0;
    }

    public void Arrange(double[] widths)
    {
        _width = widths.Sum();
        foreach (Cell cell in _cells)
        {
            cell.X = widths.Take(cell.Column).Sum();
            double width = widths.Skip(cell.Column).Take(cell.Span).Sum();
            cell.Node.Arrange(Math.Max(width - _padding.Horizontal, 0));
        }
    }

    public void PlaceWhole(PageCanvas canvas, Area area)
    {
        double height = Height;
        DrawBackdrop(canvas, area, height, true);
        foreach (Cell cell in _cells.Where(c => !c.IsComplete))
        {
            double slack = height - _padding.Vertical - cell.Node.Height;
            double shift = cell.Align switch { VerticalAlign.Bottom => slack, VerticalAlign.Middle => slack / 2, _ => 0 };
            cell.Node.Place(canvas, Inner(cell, area, shift, double.MaxValue, true));
            cell.IsComplete = true;
        }
    }

    /// <summary>What fits of a row that is larger than a page.</summary>
    public Placement PlacePart(PageCanvas canvas, Area area)
    {
        double used = 0;
        int behind = canvas.BackdropPosition;
        foreach (Cell cell in _cells.Where(c => !c.IsComplete))
        {
            Placement placement = cell.Node.Place(canvas, Inner(cell, area, 0, area.Room - _padding.Vertical, area.Fresh));
            cell.IsComplete = placement.IsComplete;
            used = Math.Max(used, placement.Height);
        }

        bool complete = _cells.All(c => c.IsComplete);
        if (used <= 0 && !complete)
        {
            return Placement.Nothing;
        }

        double height = used + _padding.Vertical;
        if (Background is { } background)
        {
            canvas.FillBehind(behind, area.X, area.Y, _width, height, background);
        }

        DrawRules(canvas, area, height, complete);
        return new Placement(height, complete);
    }

    private static Cell CreateCell(Table table, TableCell cell, int column, int span, LayoutContext context, bool isHeader)
    {
        TableColumn definition = table.Columns[column];
        TextStyle style = cell.Style ?? (isHeader ? table.HeaderStyle ?? context.Style with { Bold = true } : definition.Style ?? context.Style);
        StructureElement? element = context.Owner?.Add(isHeader || cell.IsRowHeader ? "TH" : "TD");
        if (element is not null)
        {
            element.Attributes = Attributes(isHeader, cell.IsRowHeader, span);
        }

        LayoutContext inner = context with { Style = style, Align = cell.Align ?? definition.Align, Owner = element, OwnsText = true };
        return new Cell((cell.Content ?? new Spacer(0)).CreateNode(inner), column, span, cell.VerticalAlign);
    }

    private static string? Attributes(bool isHeader, bool isRowHeader, int span)
    {
        string scope = isHeader ? "/Scope/Column" : isRowHeader ? "/Scope/Row" : "";
        string columns = span > 1 ? $"/ColSpan {span}" : "";
        return scope.Length + columns.Length == 0 ? null : $"<</O/Table{scope}{columns}>>";
    }

    private Area Inner(Cell cell, Area area, double shift, double room, bool fresh) => area with
    {
        X = area.X + cell.X + _padding.Left,
        Y = area.Y + _padding.Top + shift,
        Room = room,
        Reserve = 0,
        Fresh = fresh,
    };

    private void DrawBackdrop(PageCanvas canvas, Area area, double height, bool complete)
    {
        if (Background is { } background)
        {
            canvas.Fill(area.X, area.Y, _width, height, background);
        }

        DrawRules(canvas, area, height, complete);
    }

    private void DrawRules(PageCanvas canvas, Area area, double height, bool complete)
    {
        if (_row.RuleAbove is { } above)
        {
            canvas.Fill(area.X, area.Y, _width, above.Thickness, above.Color);
        }

        if (complete && _rule is { } below)
        {
            canvas.Fill(area.X, area.Y + height - below.Thickness, _width, below.Thickness, below.Color);
        }
    }

    private sealed class Cell(LayoutNode node, int column, int span, VerticalAlign align)
    {
        public LayoutNode Node { get; } = node;

        public int Column { get; } = column;

        public int Span { get; } = span;

        public VerticalAlign Align { get; } = align;

        public double X { get; set; }

        public bool IsComplete { get; set; }
    }
}
