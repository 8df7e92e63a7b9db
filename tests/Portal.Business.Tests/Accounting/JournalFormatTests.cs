using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Accounting.Forms;
using Portal.Business.Accounting.Gateways;

namespace Portal.Business.Tests.Accounting;

/// <summary>Each form against a file that was checked by hand.</summary>
public sealed class JournalFormatTests
{
    private static readonly JournalPiece Sale = new(
        "20260302-F-000001-1", "Boréal SAS", "VE", "Ventes", new DateOnly(2026, 3, 2), "F-000001", "L’Œuvre\tdu \"Şarl\r\nŁ\" …", "EUR", 1, new DateOnly(2026, 3, 3),
        [
            new JournalPieceLine("411000", "Clients", 42, "Œuvre; du|Nord", 1234.5m, 0),
            new JournalPieceLine("706000", "Prestations : main-d’œuvre", null, "", 0, 1028.75m),
            new JournalPieceLine("445710", "TVA 20 %", null, "", 0, 205.75m),
        ]);

    private static readonly JournalPiece Receipt = new(
        "20260304-R-000001-2", "Boréal SAS", "BQ", "Banque", new DateOnly(2026, 3, 4), "R-000001", "=cmd()", "EUR", 2, new DateOnly(2026, 3, 4),
        [new JournalPieceLine("512000", "Banque", null, "", 0.05m, 0), new JournalPieceLine("411000", "Clients", 42, "Œuvre; du|Nord", 0, 0.05m)]);

    [Fact]
    public async Task Fec_OfTwoEntries_IsThisFile()
    {
        var file = FecFormat.Encoding.GetString(await WriteAsync(new FecFormat(), Sale, Receipt));
        Assert.Equal(
            "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\r\n"
            + "VE\tVentes\t1\t20260302\t411000\tClients\t42\tŒuvre; du|Nord\tF-000001\t20260302\tL'Œuvre du \"Sarl ?\" ...\t1234,50\t0,00\t\t\t20260303\t\t\r\n"
            + "VE\tVentes\t1\t20260302\t706000\tPrestations : main-d'œuvre\t\t\tF-000001\t20260302\tL'Œuvre du \"Sarl ?\" ...\t0,00\t1028,75\t\t\t20260303\t\t\r\n"
            + "VE\tVentes\t1\t20260302\t445710\tTVA 20 %\t\t\tF-000001\t20260302\tL'Œuvre du \"Sarl ?\" ...\t0,00\t205,75\t\t\t20260303\t\t\r\n"
            + "BQ\tBanque\t2\t20260304\t512000\tBanque\t\t\tR-000001\t20260304\t=cmd()\t0,05\t0,00\t\t\t20260304\t\t\r\n"
            + "BQ\tBanque\t2\t20260304\t411000\tClients\t42\tŒuvre; du|Nord\tR-000001\t20260304\t=cmd()\t0,00\t0,05\t\t\t20260304\t\t\r\n",
            file);
        Assert.Equal(5, FecChecker.Read(FecFormat.Encoding.GetBytes(file)).Count);
        Assert.Equal("954330122FEC20261231.txt", FecFormat.FileNameOf("954330122", new DateOnly(2026, 12, 31)));
    }

    [Fact]
    public void Fec_WithAnyLabelAndName_KeepsItsEighteenColumns() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(), (label, name) =>
            {
                var piece = Sale with { Label = label.Get, Lines = [.. Sale.Lines.Select(l => l with { ClientName = l.ClientId is null ? "" : name.Get, AccountName = name.Get })] };
                return FecChecker.Read(WriteAsync(new FecFormat(), piece).GetAwaiter().GetResult()).Count == 3;
            }));

    [Fact]
    public Task Fec_OfAnEntryThatIsNotValidated_CannotBeMade() =>
        Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(new FecFormat(), Sale with { EntryNumber = null }));

    [Fact]
    public async Task Hledger_OfTwoEntries_IsThisJournal() =>
        Assert.Equal(
            """
            decimal-mark .

            2026-03-02 * (F-000001) L’Œuvre du Şarl Ł …  ; journal:VE, entry:1
                411000 Clients:42 Œuvre, du/Nord  1234.50 EUR
                706000 Prestations / main-d’œuvre  -1028.75 EUR
                445710 TVA 20 %  -205.75 EUR

            2026-03-04 * (R-000001) cmd  ; journal:BQ, entry:2
                512000 Banque  0.05 EUR
                411000 Clients:42 Œuvre, du/Nord  -0.05 EUR

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(await WriteAsync(new HledgerFormat(), Sale, Receipt)));

    [Fact]
    public async Task Csv_OfTwoEntries_IsThisFile()
    {
        var lines = Encoding.UTF8.GetString(await WriteAsync(new CsvFormat(), Sale, Receipt)).ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("\ufeffEntity,Journal,JournalName,Date,Piece,Account,AccountName,Client,ClientName,Label,Debit,Credit,Currency,DocumentAmount,DocumentCurrency", lines[0]);
        Assert.Equal("Boréal SAS,VE,Ventes,2026-03-02,F-000001,411000,Clients,42,Œuvre; du|Nord,\"L’Œuvre du \"\"Şarl Ł\"\" …\",1234.50,0.00,EUR,,", lines[1]);
        Assert.DoesNotContain(lines, l => l.Contains(",=cmd", StringComparison.Ordinal));
        Assert.Equal((7, ""), (lines.Length, lines[^1]));
    }

    [Fact]
    public async Task Xlsx_OfTwoEntries_HasNumbersDatesAndTexts()
    {
        using var file = new MemoryStream(await WriteAsync(new XlsxFormat(), Sale, Receipt));
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        var rows = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Select(r => r.Elements<Cell>().ToList()).ToList();
        Assert.Equal(6, rows.Count);
        Assert.All(rows, r => Assert.Equal(15, r.Count));
        Assert.Equal(["Boréal SAS", "VE", "Ventes", "46083", "F-000001", "411000", "Clients", "42", "Œuvre; du|Nord", "L’Œuvre du \"Şarl Ł\" …", "1234.5", "0", "EUR", "", ""],
            rows[1].Select(c => c.InlineString?.InnerText ?? c.CellValue!.Text));
        Assert.Equal("=cmd()", rows[4][9].InlineString!.InnerText);
        Assert.Empty(document.WorkbookPart.WorksheetParts.Single().Worksheet!.Descendants<CellFormula>());
    }

    [Theory]
    [InlineData("en-CA", "Company", "Entry", "Client no.", "Amount of the document")]
    [InlineData("fr-CA", "Entreprise", "Pièce", "No du client", "Montant du document")]
    [InlineData("fr-FR", "Entreprise", "Pièce", "N° du client", "Montant du document")]
    [InlineData(null, "Entity", "Piece", "Client", "DocumentAmount")]
    public async Task Xlsx_HasHeadingsInTheLanguageOfItsReader(string? reader, string entity, string piece, string client, string amount)
    {
        using var memory = new MemoryStream();
        await new XlsxFormat().WriteAsync(memory, new[] { Sale }.ToAsyncEnumerable(), reader, default);
        using var document = SpreadsheetDocument.Open(memory, isEditable: false);
        var heading = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().First().Elements<Cell>().Select(c => c.InlineString!.InnerText).ToList();

        Assert.Equal([entity, piece, client, amount], [heading[0], heading[4], heading[7], heading[13]]);
        Assert.Equal(15, heading.Distinct().Count());
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(document));
    }

    private static async Task<byte[]> WriteAsync(IJournalFormat format, params JournalPiece[] pieces)
    {
        using var memory = new MemoryStream();
        await format.WriteAsync(memory, pieces.ToAsyncEnumerable(), null, default);
        return memory.ToArray();
    }
}
