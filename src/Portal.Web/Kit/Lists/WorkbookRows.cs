using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.Web.Kit.Lists;

/// <summary>A workbook of one sheet, written as the rows come. Numbers are numbers and dates are dates; text is never a formula.</summary>
internal sealed class WorkbookRows : IRowWriter
{
    private const uint Plain = 0;
    private const uint Date = 1;
    private const uint Instant = 2;
    private const uint Bold = 3;
    private const uint Money = 4;

    private readonly SpreadsheetDocument document;
    private readonly WorkbookPart workbook;
    private readonly WorksheetPart sheet;
    private readonly OpenXmlWriter writer;
    private IReadOnlyCollection<int> amounts = [];

    public WorkbookRows(Stream stream)
    {
        document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
        workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        sheet = workbook.AddNewPart<WorksheetPart>();
        writer = OpenXmlWriter.Create(sheet);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane
        {
            VerticalSplit = 1,
            TopLeftCell = "A2",
            ActivePane = PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        })
        { WorkbookViewId = 0 }));
        writer.WriteStartElement(new SheetData());
    }

    public void Head(IReadOnlyList<string> titles, IReadOnlyCollection<int> amounts)
    {
        this.amounts = amounts;
        Write(titles.Select(t => CellOf(t, Bold)));
    }

    public void Row(IReadOnlyList<object?> values) => Write(values.Select((v, i) => v switch
    {
        null => new Cell(),
        DateOnly date => Number(date.ToDateTime(TimeOnly.MinValue).ToOADate(), Date),
        DateTime instant => Number(instant.ToOADate(), Instant),
        Status status => CellOf(status.Word, Plain),
        decimal or int or long or double => new Cell { CellValue = new CellValue(Convert.ToDecimal(v, CultureInfo.InvariantCulture)), DataType = CellValues.Number, StyleIndex = amounts.Contains(i) ? Money : Plain },
        _ => CellOf(Convert.ToString(v, CultureInfo.CurrentCulture) ?? "", Plain),
    }));

    public void Dispose()
    {
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.Dispose();
        workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = "Portal", SheetId = 1, Id = workbook.GetIdOfPart(sheet) }));
        document.Dispose();
    }

    private static Cell Number(double value, uint style) =>
        new() { CellValue = new CellValue(value), DataType = CellValues.Number, StyleIndex = style };

    private static Cell CellOf(string text, uint style) => new()
    {
        InlineString = new InlineString(new Text(Allowed(text)) { Space = SpaceProcessingModeValues.Preserve }),
        DataType = CellValues.InlineString,
        StyleIndex = style,
    };

    /// <summary>XML 1.0 has no control characters, and a cell at most 32 767 characters.</summary>
    private static string Allowed(string text)
    {
        var clean = text.Any(c => !System.Xml.XmlConvert.IsXmlChar(c)) ? string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar)) : text;
        return clean.Length <= 32_767 ? clean : clean[..32_767];
    }

    private static Stylesheet Styles() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy-mm-dd" },
            new NumberingFormat { NumberFormatId = 165, FormatCode = "yyyy-mm-dd hh:mm" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true },
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 4, ApplyNumberFormat = true }));

    private void Write(IEnumerable<Cell> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells)
        {
            writer.WriteElement(cell);
        }

        writer.WriteEndElement();
    }
}
