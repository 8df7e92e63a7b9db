using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;
using static Portal.Business.Tests.Accounting.DollarScene;

namespace Portal.Business.Tests.Accounting;

/// <summary>Exports and documents of a company with books in euros that invoices in dollars say both.</summary>
public sealed class ForeignExportTests
{
    [Theory, EachDatabase]
    public async Task Exports_OfForeignEntries_SayBothCurrencies(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await using (var db = boreal.Portal.Open())
        {
            var entity = await db.LegalEntities.SingleAsync(e => e.Id == boreal.Entity.Id);
            entity.Numbers = entity.Numbers with { Siren = "732829320" };
            await db.SaveChangesAsync();
        }

        await RateAsync(boreal, Today, 0.9m);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100m));
        await RateAsync(boreal, Today, 0.95m);
        await PayAsync(boreal, invoice.Total, invoice);
        await boreal.Portal.Get<TransferToAccounting>().RunAsync(default);

        var lines = FecChecker.Read(await BytesAsync(Boreal.Value(await boreal.Portal.Get<ExportFec>().RunAsync(new(boreal.Entity.Id, 2026), default))));
        Assert.Equal(
            [("411000", 108m, 0m, "120,00", "USD"), ("706000", 0m, 90m, "100,00", "USD"), ("445710", 0m, 18m, "20,00", "USD")],
            lines.Where(l => l["PieceRef"] == invoice.Number).Select(l => (l["CompteNum"], l.Debit, l.Credit, l["Montantdevise"], l["Idevise"])));
        Assert.Equal(("", ""), lines.Where(l => l["CompteNum"] == "766000").Select(l => (l["Montantdevise"], l["Idevise"])).Single());
        var letters = lines.Where(l => l["CompteNum"] == "411000").Select(l => l["EcritureLet"]).Distinct().ToList();
        Assert.Equal(invoice.Number, Assert.Single(letters));
        async Task<string> JournalAsync(HandOverForm form) => Encoding.UTF8.GetString(await BytesAsync(Boreal.Value(
            await boreal.Portal.Get<ExportJournal>().RunAsync(new(boreal.Entity.Id, form, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), default))));
        Assert.Contains(",108.00,0.00,EUR,120.00,USD", await JournalAsync(HandOverForm.Csv), StringComparison.Ordinal);
        Assert.Contains("108.00 EUR  ; document:120.00 USD", await JournalAsync(HandOverForm.Hledger), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task Document_OfAForeignInvoice_ShowsRateAndTaxInTheBooksAndFeesInTheirOwnCurrency()
    {
        await using var boreal = await DollarsAsync(DatabaseProvider.Sqlite);
        await using var db = boreal.Portal.Open();
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == boreal.Entity.Id);
        (entity.ShareCapital, entity.LegalForm, entity.TradeRegister) = (50_000m, "SAS", "RCS Lyon");
        await db.SaveChangesAsync();
        (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).Language = "fr-FR";
        await db.SaveChangesAsync();
        await RateAsync(boreal, Today, 0.9213m);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 107m));

        var stored = await db.StoredDocuments.Where(d => d.SubjectId == invoice.Id && d.Kind == DocumentKinds.Invoice).Select(d => d.Content!.Bytes).SingleAsync();
        var text = DocumentText.Flat(stored);
        DocumentText.InThisOrder(text, "Total TTC (USD)", "1 USD = 0,9213 EUR (02/03/2026)", "TVA 20 % 19,72 €", "Total TTC 118,29 €");
        Assert.Contains("40,00 €", text, StringComparison.Ordinal);
        Assert.Contains("50 000,00 €", text, StringComparison.Ordinal);
    }
}
