using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Operations;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

public sealed class CreditInvoiceTests
{
    [Theory, EachDatabase]
    public async Task Credit_PieceByPiece_OfALineThatDoesNotDivideEvenly_EqualsItToTheCent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await IssuedAsync(boreal, boreal.InvoiceLine("Vis", 3, 0.335m), boreal.InvoiceLine("Clous", 3, 0.333333m));
        Assert.Equal([1.01m, 1.00m], invoice.Lines.OrderBy(l => l.Position).Select(l => l.Net));

        for (var i = 0; i < 3; i++)
        {
            Boreal.Value(await CreditAsync(boreal, invoice.Id, [.. invoice.Lines.Select(l => new CreditInvoice.LineQuantity(l.Id, 1))]));
        }

        invoice = await boreal.FindAsync(invoice.Id);
        Assert.Equal((invoice.Total, 0m), (invoice.Credited, invoice.Balance));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Credit_OfOneTaxBeforeTheOther_UsesUpEachToTheCent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.StartAsync(provider, "FR", "TVA5.5");
        await using var db = boreal.Portal.Open();
        var full = await db.TaxCodes.Where(c => c.LegalEntityId == boreal.Entity.Id && c.Code == "TVA20").Select(c => c.Id).SingleAsync();
        var invoice = await IssuedAsync(boreal, boreal.InvoiceLine("Livre", 2, 0.10m), boreal.InvoiceLine("Pose", 1, 1m) with { TaxCodeId = full });
        var book = invoice.Lines.Single(l => l.Quantity == 2).Id;

        Boreal.Value(await CreditAsync(boreal, invoice.Id, [new CreditInvoice.LineQuantity(book, 1)]));
        Boreal.Value(await CreditAsync(boreal, invoice.Id, [new CreditInvoice.LineQuantity(book, 1)]));
        Boreal.Value(await CreditAsync(boreal, invoice.Id, null));

        invoice = await boreal.FindAsync(invoice.Id);
        Assert.Equal((1.41m, 1.41m, 0m), (invoice.Total, invoice.Credited, invoice.Balance));
        var notes = await db.Invoices.Include(i => i.Taxes).Where(i => i.OriginalId == invoice.Id).ToListAsync();
        Assert.All(notes.SelectMany(n => n.Taxes), t => Assert.True(t.Amount >= 0));
    }

    [Theory, EachDatabase]
    public async Task Credit_OfAClientWhoMeanwhileWantsPurchaseOrders_NeedsNone(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await IssuedAsync(boreal, boreal.InvoiceLine("Pose", 1, 100));
        await using (var db = boreal.Portal.Open())
        {
            (await db.Clients.SingleAsync()).PurchaseOrderRequired = true;
            await db.SaveChangesAsync();
        }

        Boreal.Value(await CreditAsync(boreal, invoice.Id, null));
    }

    [Theory, EachDatabase]
    public async Task AccountAndJournal_OnceBookedOn_KeepTheirNumberAndCode(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));
        await using var db = boreal.Portal.Open();
        var booked = await db.AccountingEntries.SelectMany(e => e.Lines, (e, l) => new { e.JournalId, l.GlAccountId }).FirstAsync();
        var account = Boreal.Value(await boreal.Portal.Get<ShowGlAccount>().RunAsync(booked.GlAccountId, default));
        var journal = Boreal.Value(await boreal.Portal.Get<ShowJournal>().RunAsync(booked.JournalId, default));

        var renumbered = await boreal.Portal.Get<SaveGlAccount>().RunAsync(new(account.Id, account.Version, account.Fields with { Number = "7070" }), default);
        var recoded = await boreal.Portal.Get<SaveJournal>().RunAsync(new(journal.Id, journal.Version, journal.Fields with { Code = "ZZ" }), default);

        Assert.Equal(("Catalog.AccountBooked", "Number"), (renumbered.Refusal!.Code, renumbered.Refusal.Field));
        Assert.Equal(("Catalog.JournalBooked", "Code"), (recoded.Refusal!.Code, recoded.Refusal.Field));
        Boreal.Value(await boreal.Portal.Get<SaveGlAccount>().RunAsync(new(account.Id, account.Version, account.Fields with { Name = LocalText.Same("Clients divers") }), default));
    }

    [Theory, EachDatabase]
    public async Task TaxCode_OnceOnAnIssuedDocument_KeepsItsTaxes(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        var seen = Boreal.Value(await boreal.Portal.Get<ShowTaxCode>().RunAsync(boreal.TaxCode.Id, default));
        var fewer = seen.Fields with { ComponentIds = [seen.Fields.ComponentIds[0]] };
        Boreal.Value(await boreal.Portal.Get<SaveTaxCode>().RunAsync(new(seen.Id, seen.Version, fewer), default));
        seen = Boreal.Value(await boreal.Portal.Get<ShowTaxCode>().RunAsync(boreal.TaxCode.Id, default));
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));

        var result = await boreal.Portal.Get<SaveTaxCode>().RunAsync(new(seen.Id, seen.Version, seen.Fields with { ComponentIds = [] }), default);

        Assert.Equal(("Catalog.ComponentsFixed", "ComponentIds"), (result.Refusal!.Code, result.Refusal.Field));
        Boreal.Value(await boreal.Portal.Get<SaveTaxCode>().RunAsync(new(seen.Id, seen.Version, seen.Fields with { Name = LocalText.Same("Taxes") }), default));
    }

    private static async Task<Invoice> IssuedAsync(Boreal boreal, params InvoiceLine.Values[] lines)
    {
        var invoice = await boreal.IssuedAsync(lines);
        Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
        return await boreal.FindAsync(invoice.Id);
    }

    [Theory, EachDatabase]
    public async Task Credit_AndSend_NeedsTheRightToSend(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await IssuedAsync(boreal, boreal.InvoiceLine("Pose", 1, 100));
        var input = new CreditInvoice.Input(invoice.Id, invoice.Version, null, true, "Erreur", Send: true);
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView, Permissions.InvoicesCredit);

        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<CreditInvoice>().RunAsync(input, default)).Refusal);
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(input with { Send = false }, default));
    }

    private static async Task<Result<CreditInvoice.Credited>> CreditAsync(Boreal boreal, long invoiceId, IReadOnlyList<CreditInvoice.LineQuantity>? quantities) =>
        await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(invoiceId, (await boreal.FindAsync(invoiceId)).Version, quantities, true, "Erreur", false), default);
}
