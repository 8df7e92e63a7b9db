using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Tests.Kit;

public sealed class ListExportTests
{
    private static readonly object?[] Sample =
        ["Café; \"Le Petit\", fils", -1234.5m, new DateOnly(2026, 3, 31), new Status("Paid", Tone.Ok), null, 7, new DateTime(2026, 3, 31, 14, 5, 0, DateTimeKind.Utc)];

    [Theory]
    [InlineData("en", "\"Café; \"\"Le Petit\"\", fils\",-1234.5,2026-03-31,Paid,,7,2026-03-31 14:05:00")]
    [InlineData("fr-CA", "\"Café; \"\"Le Petit\"\", fils\";-1234,5;2026-03-31;Paid;;7;2026-03-31 14:05:00")]
    public void Csv_IsWrittenAsTheSpreadsheetOfTheLanguageReadsIt(string language, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        var bytes = Csv(Sample);

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal(expected + "\r\n", Encoding.UTF8.GetString(bytes[3..]));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("+1 514 555-0199")]
    [InlineData("@SUM(A1)")]
    [InlineData("-2+3")]
    [InlineData("\t=1")]
    public void Csv_TextThatLooksLikeAFormula_IsLedByAnApostrophe(string text)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

        Assert.StartsWith("'", Encoding.UTF8.GetString(Csv([text])[3..]).TrimStart('"'), StringComparison.Ordinal);
    }

    [Fact]
    public void Workbook_HoldsNumbersAndDatesAsSuch_AndIsValid()
    {
        using var stream = new MemoryStream();
        using (var rows = new WorkbookRows(stream))
        {
            rows.Head(["Client", "Total", "Date", "Status", "Empty", "Count", "At"], [1]);
            rows.Row(Sample);
            rows.Row(["=1+1", 0.1m, null, null, "bad \u0001 character", 1, null]);
        }

        stream.Position = 0;
        using var book = SpreadsheetDocument.Open(stream, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book).Select(e => e.Description));
        var cells = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().ToList()).ToList();
        Assert.Equal("Client", cells[0][0].InnerText);
        Assert.Equal(("-1234.5", 4u), (cells[1][1].CellValue!.Text, FormatOf(book, cells[1][1])));
        Assert.Equal(0u, FormatOf(book, cells[1][5]));
        Assert.Equal(new DateTime(2026, 3, 31), DateTime.FromOADate(double.Parse(cells[1][2].CellValue!.Text, CultureInfo.InvariantCulture)));
        Assert.Equal("=1+1", cells[2][0].InnerText);
        Assert.Null(cells[2][0].CellFormula);
        Assert.Equal("bad  character", cells[2][4].InnerText);
    }

    [Fact]
    public void Columns_WithAmountsInTheCurrencyOfTheirRow_AreLedByIt_Once()
    {
        Column<(decimal Amount, string Currency)> amount = new("total", "Total", r => r.Amount) { Kind = ColumnKind.Amount, Currency = r => r.Currency };
        Column<(decimal Amount, string Currency)> text = new("text", "Text", r => "");

        var exported = Exported([text, amount, amount]);

        Assert.Equal(["Text", "Currency", "Total", "Total"], exported.Select(c => c.Title));
        Assert.Equal("EUR", exported[1].Value((1m, "EUR")));
        Assert.Equal(4, Exported(exported).Count);
        Assert.Equal([text], Exported([text]));
    }

    private static IReadOnlyList<Column<(decimal Amount, string Currency)>> Exported(IReadOnlyList<Column<(decimal Amount, string Currency)>> columns) =>
        ListExport<ListDefinition<(decimal Amount, string Currency)>, (decimal Amount, string Currency)>.Exported(columns, "Currency");

    /// <summary>The number of the format; 4 groups thousands and has two decimals.</summary>
    private static uint FormatOf(SpreadsheetDocument book, Cell cell) =>
        book.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ElementAt((int)(cell.StyleIndex?.Value ?? 0)).NumberFormatId?.Value ?? 0;

    private static byte[] Csv(IReadOnlyList<object?> row)
    {
        using var stream = new MemoryStream();
        using (var rows = new CsvRows(stream))
        {
            rows.Row(row);
        }

        return stream.ToArray();
    }
}
