using Portal.Pdf;

namespace Portal.Business.Documents.Drawing;

/// <summary>One line of a document, as it is printed.</summary>
/// <param name="Details">Small lines under the description: service period, purchase order.</param>
/// <param name="Tax">"20 %" or "TPS + TVQ".</param>
/// <param name="IsPriced">False for a remark, which has only its description.</param>
internal sealed record SheetLine(
    string Description, IReadOnlyList<string> Details, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, string Tax, decimal Net,
    bool IsPriced = true);

/// <summary>The table of lines: header on each page, running total where a page ends within it.</summary>
internal static class SheetLines
{
    public static Table Table(Sheet sheet, IReadOnlyList<SheetLine> lines, string summary, bool carryTotals = true)
    {
        var words = sheet.Words;
        var withUnit = lines.Any(l => l.IsPriced && l.Unit.Length > 0);
        var withDiscount = lines.Any(l => l.DiscountPercent != 0);
        var columns = new List<TableColumn> { new(TrackWidth.Share()), Right };
        var header = new List<TableCell> { words["Description"], words["Quantity"] };
        if (withUnit)
        {
            columns.Add(new(TrackWidth.Fit));
            header.Add(words["Unit"]);
        }

        columns.Add(Right);
        header.Add(words["UnitPrice"]);
        if (withDiscount)
        {
            columns.Add(Right);
            header.Add(words["Discount"]);
        }

        columns.Add(Right);
        header.Add(words["Taxes"]);
        columns.Add(Right);
        header.Add(words["Net"]);

        var running = new decimal[lines.Count + 1];
        for (var i = 0; i < lines.Count; i++)
        {
            running[i + 1] = running[i] + lines[i].Net;
        }

        TableRow Carry(string key, int rows) => new()
        {
            Style = new TextStyle { Size = 8, Italic = true, Color = DocumentPalette.Quiet },
            Cells = { new TableCell(words[key]) { ColumnSpan = columns.Count - 1, Align = HorizontalAlign.Right }, sheet.Formats.Number(running[rows]) },
        };

        return new Table
        {
            Summary = summary,
            KeepWithNext = true,
            Columns = columns,
            Header = { new TableRow { Cells = header } },
            HeaderStyle = new TextStyle { Size = 8, Bold = true, Color = sheet.Accent },
            HeaderRule = new Stroke(1, sheet.Accent),
            RowRule = Sheet.Hairline,
            CellPadding = new Edges(4, 4),
            Rows = [.. lines.Select(line => Row(sheet, line, columns.Count, withUnit, withDiscount))],
            CarriedForward = carryTotals ? rows => Carry("CarriedForward", rows) : null,
            BroughtForward = carryTotals ? rows => Carry("BroughtForward", rows) : null,
        };
    }

    private static TableColumn Right { get; } = new(TrackWidth.Fit, HorizontalAlign.Right);

    private static TableRow Row(Sheet sheet, SheetLine line, int columns, bool withUnit, bool withDiscount)
    {
        if (!line.IsPriced)
        {
            return new TableRow(new TableCell(Description(line)) { ColumnSpan = columns });
        }

        var formats = sheet.Formats;
        var cells = new List<TableCell> { Description(line), formats.Quantity(line.Quantity) };
        if (withUnit)
        {
            cells.Add(line.Unit);
        }

        cells.Add(formats.UnitPrice(line.UnitPrice));
        if (withDiscount)
        {
            cells.Add(line.DiscountPercent == 0 ? "" : formats.Percent(line.DiscountPercent));
        }

        cells.Add(line.Tax);
        cells.Add(formats.Number(line.Net));
        return new TableRow { Cells = cells };
    }

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
