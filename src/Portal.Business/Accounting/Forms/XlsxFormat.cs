using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Business.Accounting.Gateways;

namespace Portal.Business.Accounting.Forms;

/// <summary>A workbook of one sheet with the columns of the CSV, under headings in the reader's language, written as the entries come; amounts are numbers, dates are dates.</summary>
public sealed class XlsxFormat : IJournalFormat
{
    private const uint DateStyle = 1;
    private const uint AmountStyle = 2;
    private const uint HeadingStyle = 3;

    /// <summary>In characters, of each column.</summary>
    private static readonly double[] Widths = [22, 9, 22, 11, 16, 10, 30, 20, 30, 44, 13, 13, 9, 16, 12];

    public HandOverForm Form => HandOverForm.Xlsx;

    public string Extension => ".xlsx";

    public string ContentType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task WriteAsync(Stream target, IAsyncEnumerable<JournalPiece> pieces, string? reader, CancellationToken ct)
    {
        using var document = SpreadsheetDocument.Create(target, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        var sheet = workbook.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(sheet))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteElement(new SheetViews(new SheetView(
                new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
            { WorkbookViewId = 0 }));
            writer.WriteElement(new Columns(Widths.Select((width, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true })));
            writer.WriteStartElement(new SheetData());
            Row(writer, JournalTable.HeaderIn(reader).Select(HeadingCell));
            await foreach (var piece in pieces.WithCancellation(ct))
            {
                foreach (var line in piece.Lines)
                {
                    Row(writer, [
                        TextCell(piece.LegalEntity), TextCell(piece.JournalCode), TextCell(piece.JournalName), DateCell(piece.BookedOn), TextCell(piece.Number),
                        TextCell(line.Account), TextCell(line.AccountName), TextCell(line.ClientId?.ToString(CultureInfo.InvariantCulture) ?? ""), TextCell(line.ClientName),
                        TextCell(piece.Label), AmountCell(line.Debit), AmountCell(line.Credit), TextCell(piece.Currency),
                        line.InDocument is { } foreign ? AmountCell(foreign) : TextCell(""), TextCell(line.InDocument is null ? "" : piece.DocumentCurrency ?? ""),
                    ]);
                }
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = "Journal", SheetId = 1, Id = workbook.GetIdOfPart(sheet) }));
    }

    private static void Row(OpenXmlWriter writer, IEnumerable<Cell> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells)
        {
            writer.WriteElement(cell);
        }

        writer.WriteEndElement();
    }

    /// <summary>XML 1.0 has no control characters; an inline text is never a formula.</summary>
    private static Cell TextCell(string text) => new()
    {
        InlineString = new InlineString(new Text(string.Concat(JournalTable.OneLine(text).EnumerateRunes().Where(r => !r.IsBmp || System.Xml.XmlConvert.IsXmlChar((char)r.Value)))) { Space = SpaceProcessingModeValues.Preserve }),
        DataType = CellValues.InlineString,
    };

    private static Cell HeadingCell(string text)
    {
        var cell = TextCell(text);
        cell.StyleIndex = HeadingStyle;
        return cell;
    }

    private static Cell DateCell(DateOnly day) =>
        new() { CellValue = new CellValue(day.ToDateTime(TimeOnly.MinValue).ToOADate()), DataType = CellValues.Number, StyleIndex = DateStyle };

    private static Cell AmountCell(decimal amount) =>
        new() { CellValue = new CellValue(amount), DataType = CellValues.Number, StyleIndex = AmountStyle };

    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy-mm-dd" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "#,##0.00" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true },
            new CellFormat { FontId = 1, ApplyFont = true }));
}
