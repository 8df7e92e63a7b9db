using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Portal.Browser.Tests.ClientPortal;
using Portal.Browser.Tests.Harness;
using Portal.Web.Banking;

namespace Portal.Browser.Tests.Stories;

/// <summary>A clerk imports a statement of the bank and confirms what is proposed: the invoice is paid. The same file again brings nothing.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BankStatementTests(BrowserFixture fixture)
{
    private const string Hugo = "hugo.vasseur@vasseur-architectes.example";

    [BrowserFact]
    public async Task Statement_ImportedAndConfirmed_PaysItsInvoiceOnce()
    {
        var words = new Words("fr-FR");
        var invoice = await IssuedInvoices.AddAsync(fixture.Portal, Hugo, 415.50m);
        var file = new FilePayload { Name = "releve.xml", MimeType = "text/xml", Buffer = Encoding.UTF8.GetBytes(Statement(invoice)) };
        await using var session = await fixture.OpenAsync(Screen.Desktop with { Language = "fr-FR" });
        await session.SignInAsync("billing@atelier-boreal.example");

        await ImportAsync(session, file);
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<BankingPages>("ImportLines", 2)) }).ClickAsync();
        await Assertions.Expect(session.Page.GetByText(words.Of<BankingPages>("ReportDone"), new() { Exact = true })).ToBeVisibleAsync();
        await session.ShotAsync("bank-import");

        await session.GoAsync($"/bank?q={invoice.Number}");
        await session.Page.Locator("tbody a.row-link").ClickAsync();
        await session.Page.ReachAsync("**/bank/lines/*");
        await session.Page.GetByText(invoice.Number).First.WaitForAsync();
        await session.ShotAsync("bank-line");
        await session.AssertNoSeriousAxeFindings();
        await session.Page.Locator(".proposal").First.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<BankingPages>("Confirm")) }).DblClickAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<BankingPages>("Reopen")) }).WaitForAsync();
        await session.GoAsync($"/invoices/{invoice.Id}");
        await Assertions.Expect(session.Page.Locator("#payments li")).ToHaveCountAsync(1);

        await ImportAsync(session, file);
        await Assertions.Expect(session.Page.GetByText(words.Of<BankingPages>("NothingNew"))).ToBeVisibleAsync();
        session.AssertNoComplaints();
    }

    private static async Task ImportAsync(Session session, FilePayload file)
    {
        await session.GoAsync("/bank/import");
        await session.Page.Locator("input[type=file]").SetInputFilesAsync(file);
        await session.Page.GetByRole(AriaRole.Status).Filter(new() { Has = session.Page.Locator(".counters") }).WaitForAsync();
    }

    private static string Statement(IssuedInvoices.Issued invoice)
    {
        var day = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string Entry(decimal amount, string side, string label, string name) => string.Create(CultureInfo.InvariantCulture, $"""
            <Ntry><Amt Ccy="EUR">{amount:0.00}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt>
              <NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{label}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
            """);
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>{invoice.Number}</Id>
              <Acct><Id><IBAN>FR8830004000310001234567843</IBAN></Id><Ccy>EUR</Ccy></Acct>
              {Entry(invoice.Total, "CRDT", $"Facture {invoice.Number}", "VASSEUR")}
              {Entry(7.20m, "DBIT", $"Frais {invoice.Number[^3..]}", "")}
            </Stmt></BkToCstmrStmt></Document>
            """;
    }
}
