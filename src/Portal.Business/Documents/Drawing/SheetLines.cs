using Portal.Pdf;

namespace Portal.Business.Documents.Drawing;

internal enum SheetLineKind
{
    Priced,

    /// <summary>Only its description.</summary>
    Remark,

    /// <summary>A title above the lines that follow.</summary>
    Section,

    /// <summary>The sum of the lines above it.</summary>
    Subtotal,
}

/// <summary>One line of a document, as it is printed.</summary>
/// <param name="Details">Small lines under the description: service period, purchase order.</param>
/// <param name="Tax">"20 %" or "TPS + TVQ".</param>
internal sealed record SheetLine(
    string Description, IReadOnlyList<string> Details, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, string Tax, decimal Net)
{
    public SheetLineKind Kind { get; init; }

    public bool IsPriced => Kind == SheetLineKind.Priced;

    /// <summary>What a subtotal says; its net is zero, as it adds nothing.</summary>
    public decimal Subtotal { get; init; }

    public static SheetLine Text(SheetLineKind kind, string description, decimal subtotal = 0) =>
        new(description, [], 0, "", 0, 0, "", 0) { Kind = kind, Subtotal = subtotal };

    /// <summary>For an option: whether it was ticked.</summary>
    public bool? IsTicked { get; init; }
}

/// <summary>The table of lines: header on each page, running total where a page ends within it.</summary>
internal static class SheetLines
{
    /// <param name="carryTotals">Not for options, which are no part of a sum.</param>
    public static Table Table(Sheet sheet, IReadOnlyList<SheetLine> lines, string summary, bool carryTotals = true)
    {
        var all = Columns(sheet, lines);
        var running = new decimal[lines.Count + 1];
        for (var i = 0; i < lines.Count; i++)
        {
            running[i + 1] = running[i] + lines[i].Net;
        }

        TableRow Carry(string key, int rows) => new()
        {
            Style = new TextStyle { Size = 8, Italic = true, Color = DocumentPalette.Quiet },
            Cells = { new TableCell(sheet.Words[key]) { ColumnSpan = all.Count - 1, Align = HorizontalAlign.Right }, sheet.Formats.Number(running[rows]) },
        };

        return new Table
        {
            Summary = summary,
            KeepWithNext = true,
            Columns = [.. all.Select(c => c.Column)],
            Header = { new TableRow { Cells = [.. all.Select(c => (TableCell)c.Title)] } },
            HeaderStyle = new TextStyle { Size = 8, Bold = true, Color = sheet.Accent },
            HeaderRule = new Stroke(1, sheet.Accent),
            RowRule = Sheet.Hairline,
            CellPadding = new Edges(5, 4),
            Rows = [.. lines.Select(line => Row(sheet, line, all))],
            CarriedForward = carryTotals ? rows => Carry("CarriedForward", rows) : null,
            BroughtForward = carryTotals ? rows => Carry("BroughtForward", rows) : null,
        };
    }

    private static TableColumn Right { get; } = new(TrackWidth.Fit, HorizontalAlign.Right);

    /// <summary>The columns that these lines need: no unit, discount or box to tick where no line has one.</summary>
    private static List<(TableColumn Column, string Title, Func<SheetLine, TableCell> Cell)> Columns(Sheet sheet, IReadOnlyList<SheetLine> lines)
    {
        var (words, formats) = (sheet.Words, sheet.Formats);
        var columns = new List<(TableColumn, string, Func<SheetLine, TableCell>)>();
        if (lines.Any(l => l.IsTicked is not null))
        {
            columns.Add((new TableColumn(TrackWidth.Fixed(19)), "", line => TickBox(sheet, line.IsTicked ?? false)));
        }

        columns.Add((new TableColumn(TrackWidth.Share()), words["Description"], line => Description(line)));
        columns.Add((Right, words["Quantity"], line => formats.Quantity(line.Quantity)));
        if (lines.Any(l => l.IsPriced && l.Unit.Length > 0))
        {
            columns.Add((new TableColumn(TrackWidth.Fit), words["Unit"], line => line.Unit));
        }

        columns.Add((Right, words["UnitPrice"], line => formats.UnitPrice(line.UnitPrice)));
        if (lines.Any(l => l.DiscountPercent != 0))
        {
            columns.Add((Right, words["Discount"], line => line.DiscountPercent == 0 ? "" : formats.Percent(line.DiscountPercent)));
        }

        columns.Add((Right, words["Taxes"], line => line.Tax));
        columns.Add((Right, words["Net"], line => formats.Number(line.Net)));
        return columns;
    }

    private static TableRow Row(Sheet sheet, SheetLine line, List<(TableColumn Column, string Title, Func<SheetLine, TableCell> Cell)> columns) => line.Kind switch
    {
        SheetLineKind.Priced => new TableRow { Cells = [.. columns.Select(c => c.Cell(line))] },
        SheetLineKind.Section => new TableRow(new TableCell(Description(line)) { ColumnSpan = columns.Count }) { Style = sheet.Strong, Background = sheet.Tint, KeepWithNext = true },
        SheetLineKind.Subtotal => new TableRow(
            new TableCell(Description(line)) { ColumnSpan = columns.Count - 1, Align = HorizontalAlign.Right }, sheet.Formats.Number(line.Subtotal))
        { Style = sheet.Strong },
        _ => new TableRow(new TableCell(Description(line)) { ColumnSpan = columns.Count }),
    };

    /// <summary>For the eye; the words beside it say the same.</summary>
    private static Box TickBox(Sheet sheet, bool isTicked) => new()
    {
        MinHeight = 9,
        Border = new Stroke(0.75, isTicked ? sheet.Accent : DocumentPalette.Quiet),
        Background = isTicked ? sheet.Accent : null,
    };

    /// <summary>The first line of a description names the thing, the others explain it.</summary>
    private static Paragraph Description(SheetLine line)
    {
        var text = line.Description.ReplaceLineEndings("\n").Trim('\n');
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var paragraph = new Paragraph(end < 0 ? text : text[..end]);
        var small = string.Join('\n', (end < 0 ? [] : new[] { text[(end + 1)..] }).Concat(line.Details));
        if (small.Length > 0)
        {
            paragraph.Runs.Add(new TextRun("\n" + small, Sheet.Small));
        }

        return paragraph;
    }
}
