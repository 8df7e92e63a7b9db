using System.Text;
using Portal.Business.Banking.Reading;
using Portal.Business.Common;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Banking;

/// <summary>What is read of the files of banks, and what is not accepted.</summary>
public sealed class StatementFileTests
{
    private static readonly CsvMapping French = new()
    {
        HeadRows = 2,
        Date = 0,
        ValueDate = 1,
        Label = 2,
        Reference = 3,
        Debit = 4,
        Credit = 5,
        Dates = DateOrder.DayMonthYear,
        Mark = DecimalMark.Comma,
    };

    [Fact]
    public async Task Camt_OfVersion8_GivesBatchReversalAndChargesWithTheirSides()
    {
        var statement = Assert.Single(Boreal.Value(await StatementFile.ReadAsync(Samples.Stream(Samples.Read("statement-v08.xml")), null, null, default)));

        Assert.Equal((Samples.Iban, "EUR", "REL-041", 1000m, 1418.50m, 0m), (statement.Account, statement.Currency, statement.Reference, statement.Opening, statement.Closing, statement.Difference));
        Assert.Equal([300m, 150m, -20m, -11.50m], statement.Lines.Select(l => l.Amount));
        var (first, second, returned, charges) = (statement.Lines[0], statement.Lines[1], statement.Lines[2], statement.Lines[3]);
        Assert.Equal(("Librairie du Pont", "DE89370400440532013000", "RF18539007547034", "FA-88", "LOT-77"), (first.Name, first.Iban, first.CreditorReference, first.EndToEndId, first.BankReference));
        Assert.Equal(("Garage Morel", "Facture FR-F-000012 merci", "", new DateOnly(2026, 2, 28)), (second.Name, second.Label, second.EndToEndId, second.ValueOn!.Value));
        Assert.Equal(("Fleurs Martin", true, new DateOnly(2026, 2, 27)), (returned.Name, returned.IsReversal, returned.BookedOn));
        Assert.Equal("Frais de tenue de compte", charges.Label);
    }

    [Theory]
    [InlineData("02")]
    [InlineData("04")]
    [InlineData("13")]
    public async Task Camt_OfEachVersion_IsRead(string version)
    {
        var text = Samples.Camt([Samples.Credit(12.34m, "F-1", "Ann"), Samples.Debit(2m, "Frais")], 0m, 10.34m, version);

        var statement = Assert.Single(Boreal.Value(await StatementFile.ReadAsync(Samples.Stream(text), null, null, default)));

        Assert.Equal([12.34m, -2m], statement.Lines.Select(l => l.Amount));
        Assert.Equal(0m, statement.Difference);
    }

    [Fact]
    public async Task Camt_WithATransactionListThatDoesNotAddUp_IsOneLineOfTheEntry()
    {
        var text = Samples.Read("statement-v08.xml").Replace("<Amt Ccy=\"EUR\">150.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\n            <RltdPties>", "<Amt Ccy=\"EUR\">149.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\n            <RltdPties>", StringComparison.Ordinal);

        var statement = Assert.Single(Boreal.Value(await StatementFile.ReadAsync(Samples.Stream(text), null, null, default)));

        Assert.Equal([450m, -20m, -11.50m], statement.Lines.Select(l => l.Amount));
    }

    [Fact]
    public async Task Camt_ThatLacksALine_SaysTheDifference()
    {
        var text = Samples.Camt([Samples.Credit(10m, "x")], 0m, 15m);

        Assert.Equal(5m, Boreal.Value(await StatementFile.ReadAsync(Samples.Stream(text), null, null, default))[0].Difference);
    }

    [Fact]
    public async Task Xml_WithADocumentType_IsRefused()
    {
        const string Bomb = """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">&b;</Document>""";

        Assert.Equal("Banking.DamagedXml", (await StatementFile.ReadAsync(Samples.Stream(Bomb), null, null, default)).Refusal?.Code);
    }

    [Theory]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"/>", "Banking.NotAStatement")]
    [InlineData("<html></html>", "Banking.NotAStatement")]
    [InlineData("", "Banking.EmptyFile")]
    [InlineData(" \r\n \r\n", "Banking.EmptyFile")]
    [InlineData("%PDF-1.7\n\u0000\u0001\u0002", "Banking.NoText")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>", "Banking.DamagedXml")]
    [InlineData("a;b;c", "Banking.NoMapping")]
    public async Task File_ThatIsNoStatement_IsRefusedWithTheReason(string text, string code) =>
        Assert.Equal(code, (await StatementFile.ReadAsync(Samples.Stream(text), null, null, default)).Refusal?.Code);

    [Fact]
    public async Task Xml_OfAnotherKind_IsNamed() =>
        Assert.Equal(["<html>"], (await StatementFile.ReadAsync(Samples.Stream("<html></html>"), null, null, default)).Refusal?.Args);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16LE without mark")]
    [InlineData("windows-1252")]
    public async Task Csv_InEachEncoding_ReadsTheSame(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = name.Contains("without", StringComparison.Ordinal) ? new UnicodeEncoding(false, false) : Encoding.GetEncoding(name);

        var statement = Assert.Single(Boreal.Value(await StatementFile.ReadAsync(Samples.Stream(Samples.Read("semicolon-latin1.csv"), encoding), French, null, default)));

        Assert.Equal([(1234.56m, "VIREMENT LIBRAIRIE DU PONT F-000012", "A1"), (-11.50m, "Frais mensuels", "A2")], statement.Lines.Select(l => (l.Amount, l.Label, l.BankReference)));
        Assert.Equal([(6, "Banking.UnreadableDate"), (7, "Banking.UnreadableAmount")], statement.Problems.Select(p => (p.Row, p.Refusal.Code)));
    }

    [Fact]
    public void Mapping_WithAnAmountAndADebitColumn_SaysThatOnlyOneOfThemCounts() =>
        Assert.Equal(["Banking.TwoKindsOfAmount"], new CsvMapping { Date = 0, Amount = 1, Debit = 1, Credit = 2 }.Check().Select(r => r.Code));

    [Theory]
    [InlineData("1 234,56", DecimalMark.Comma, 1234.56)]
    [InlineData("1.234,56", DecimalMark.Comma, 1234.56)]
    [InlineData("-1,234.56", DecimalMark.Point, -1234.56)]
    [InlineData("12,50-", DecimalMark.Comma, -12.50)]
    [InlineData("(12.50)", DecimalMark.Point, -12.50)]
    [InlineData("+3 €", DecimalMark.Comma, 3.0)]
    [InlineData("1.234", DecimalMark.Point, null)]
    [InlineData("4,50", DecimalMark.Point, null)]
    [InlineData("4.50", DecimalMark.Comma, null)]
    [InlineData("1,234,56", DecimalMark.Point, null)]
    [InlineData("1.50,000", DecimalMark.Point, null)]
    [InlineData("12,345,678.90", DecimalMark.Point, 12345678.90)]
    [InlineData("abc", DecimalMark.Point, null)]
    [InlineData("12.50 DR", DecimalMark.Point, -12.50)]
    [InlineData("12,50 D", DecimalMark.Comma, -12.50)]
    [InlineData("12.50 CR", DecimalMark.Point, 12.50)]
    [InlineData("CAD 12.50", DecimalMark.Point, 12.50)]
    [InlineData("12,50 débit", DecimalMark.Comma, -12.50)]
    [InlineData("12.50 approx", DecimalMark.Point, null)]
    public void Amount_AsBanksWriteIt_IsReadOrNot(string text, DecimalMark mark, double? expected) =>
        Assert.Equal((decimal?)expected, CsvCells.Amount(text, mark));

    [Theory]
    [InlineData("2026-03-02", DateOrder.YearMonthDay)]
    [InlineData("20260302", DateOrder.YearMonthDay)]
    [InlineData("02/03/2026", DateOrder.DayMonthYear)]
    [InlineData("2.3.26", DateOrder.DayMonthYear)]
    [InlineData("03/02/2026", DateOrder.MonthDayYear)]
    [InlineData("2026-03-02T10:00", DateOrder.YearMonthDay)]
    public void Day_InItsOrder_IsRead(string text, DateOrder order) => Assert.Equal(new DateOnly(2026, 3, 2), CsvCells.Day(text, order));

    [Fact]
    public void Mapping_WithoutDateOrAmount_SaysBoth() =>
        Assert.Equal(["Banking.NoDateColumn", "Banking.NoAmountColumn"], new CsvMapping { Debit = 1 }.Check().Select(r => r.Code));

    [Fact]
    public void Keys_OfEqualLinesOfADay_DifferAndAreTheSameInAnotherExport()
    {
        var day = new DateOnly(2026, 3, 2);
        ReadLine Line(int row, decimal amount, DateOnly on) => new(row, on, amount) { Label = "Café" };
        var first = LineKeys.Of(new ReadStatement("", "", "", [Line(1, 5m, day), Line(2, 5m, day), Line(3, 7m, day)], []));
        var overlapping = LineKeys.Of(new ReadStatement("", "", "", [Line(9, 7m, day), Line(11, 5m, day), Line(12, 5m, day), Line(13, 5m, day.AddDays(1))], []));

        Assert.Equal(3, first.Select(l => l.Key).Distinct().Count());
        Assert.Equal(first.Select(l => l.Key).Order(), overlapping.Take(3).Select(l => l.Key).Order());
        Assert.DoesNotContain(overlapping[3].Key, first.Select(l => l.Key));
    }
}
