using Portal.Pdf.Layout;

namespace Portal.Pdf;

/// <summary>
/// Rows of cells. The header repeats on each page; a row breaks only if it is larger than a page. With <see cref="CarriedForward"/> and
/// <see cref="BroughtForward"/> a page that ends within the table shows the running total at its foot and the next one at its head.
/// </summary>
public sealed class Table : Block
{
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    public IList<TableRow> Header { get; init; } = [];

    public IList<TableRow> Rows { get; init; } = [];

    /// <summary>The row at the foot of a page on which the table does not end, given how many rows are complete so far.</summary>
    public Func<int, TableRow>? CarriedForward { get; init; }

    /// <summary>The row under the header of a page on which the table goes on, given how many rows were complete before.</summary>
    public Func<int, TableRow>? BroughtForward { get; init; }

    public Edges CellPadding { get; init; } = new(5, 3);

    /// <summary>Null: bold in the style of the surroundings.</summary>
    public TextStyle? HeaderStyle { get; init; }

    public PdfColor? HeaderBackground { get; init; }

    /// <summary>Under the header.</summary>
    public Stroke? HeaderRule { get; init; }

    /// <summary>Under each row.</summary>
    public Stroke? RowRule { get; init; }

    /// <summary>What the table is, for screen readers.</summary>
    public string? Summary { get; init; }

    internal override LayoutNode CreateNode(LayoutContext context) => new TableNode(this, context);
}

/// <summary>A column of a table. A style here holds for its cells unless row or cell say otherwise.</summary>
public sealed record TableColumn(TrackWidth Width, HorizontalAlign Align = HorizontalAlign.Left, TextStyle? Style = null);

/// <summary>A row of a table.</summary>
public sealed record TableRow
{
    public TableRow()
    {
    }

    public TableRow(params TableCell[] cells) => Cells = [.. cells];

    public IList<TableCell> Cells { get; init; } = [];

    public TextStyle? Style { get; init; }

    public PdfColor? Background { get; init; }

    public Stroke? RuleAbove { get; init; }

    /// <summary>Null: the table's <see cref="Table.RowRule"/>.</summary>
    public Stroke? RuleBelow { get; init; }

    /// <summary>Stays on the page of the row below.</summary>
    public bool KeepWithNext { get; init; }
}

/// <summary>A cell of a table; a text or a block is a cell by itself.</summary>
public sealed record TableCell(Block? Content)
{
    public int ColumnSpan { get; init; } = 1;

    public HorizontalAlign? Align { get; init; }

    public VerticalAlign VerticalAlign { get; init; }

    public TextStyle? Style { get; init; }

    /// <summary>Names the row for screen readers, as header cells name their columns.</summary>
    public bool IsRowHeader { get; init; }

    public static implicit operator TableCell(string text) => new(new Paragraph(text));

    public static implicit operator TableCell(Block content) => new(content);

    public static TableCell FromString(string text) => text;

    public static TableCell FromBlock(Block content) => content;
}
