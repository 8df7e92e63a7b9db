using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;
using static Portal.Business.Tests.Accounting.DollarScene;

namespace Portal.Business.Tests.Accounting;

/// <summary>What a client who pays in dollars holds back stands in euros on an account of its own, at the rate of the invoice.</summary>
public sealed class ForeignRetentionTests
{
    [Theory, EachDatabase]
    public async Task Retention_ReleasedAndPaidAtOtherRates_LeavesBothAccountsAtZero(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await RateAsync(boreal, Today, 0.9213m);
        var invoice = await IssuedAsync(boreal, 333.33m);

        Assert.Equal((400m, 20m, 380m), (invoice.Total, invoice.Held, invoice.Payable));
        Assert.Equal((368.52m, 18.43m), (invoice.BookBalance, invoice.BookHeld));
        Assert.Equal([("411000", 380m, 350.09m), ("411700", 20m, 18.43m)], await OwedAsync(boreal));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(10));
        await RateAsync(boreal, Today.AddDays(10), 0.95m);
        await PayAsync(boreal, 380m, invoice);
        Assert.Equal([("411000", 0m, 0m), ("411700", 20m, 18.43m)], await OwedAsync(boreal));
        Assert.Equal([("766000", -10.91m)], await DifferencesAsync(boreal));
        await CheckedAsync(boreal);

        await RateAsync(boreal, Today.AddDays(10), 0.80m);
        Boreal.Require(await boreal.Portal.Get<ReleaseRetention>().RunAsync(new(invoice.Id, (await boreal.FindAsync(invoice.Id)).Version, 7.77m, "Réception"), default));
        Boreal.Require(await boreal.Portal.Get<ReleaseRetention>().RunAsync(new(invoice.Id, (await boreal.FindAsync(invoice.Id)).Version, null, "Le reste"), default));
        Assert.Equal([("411000", 20m, 18.43m), ("411700", 0m, 0m)], await OwedAsync(boreal));
        await PayAsync(boreal, 20m, invoice);

        Assert.Equal([("411000", 0m, 0m), ("411700", 0m, 0m)], await OwedAsync(boreal));
        Assert.Equal([("666000", 2.43m), ("766000", -10.91m)], await DifferencesAsync(boreal));
        var paid = await boreal.FindAsync(invoice.Id);
        Assert.Equal((0m, 0m, 0m, 0m), (paid.Balance, paid.BookBalance, paid.Held, paid.BookHeld));
        await CheckedAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Retention_TakenBackAndCredited_LeavesBothAccountsAtZero(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await RateAsync(boreal, Today, 1.3337m);
        var invoice = await IssuedAsync(boreal, 77.77m);
        Boreal.Require(await boreal.Portal.Get<ReleaseRetention>().RunAsync(new(invoice.Id, invoice.Version, 1.11m, "Réception"), default));
        await using (var db = boreal.Portal.Open())
        {
            var release = await db.RetentionReleases.SingleAsync();
            Assert.Equal((1.11m, 1.48m), (release.Amount, release.BookAmount));
            Boreal.Require(await boreal.Portal.Get<TakeBackRelease>().RunAsync(new(release.Id, release.Version, null, "Réserves"), default));
        }

        await boreal.Portal.Get<TransferToAccounting>().RunAsync(default);
        await CreditAsync(new CreditAmount(10m, TaxIncluded: true));
        await CheckedAsync(boreal);
        var open = await boreal.FindAsync(invoice.Id);
        Assert.Equal([("411000", open.Payable, open.BookBalance - open.BookHeld), ("411700", open.Held, open.BookHeld)], await OwedAsync(boreal));
        await CreditAsync(null);

        Assert.Equal([("411000", 0m, 0m), ("411700", 0m, 0m)], await OwedAsync(boreal));
        await CheckedAsync(boreal);

        async Task CreditAsync(CreditAmount? amount) => Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new(invoice.Id, (await boreal.FindAsync(invoice.Id)).Version, null, false, "Moins", false, amount), default));
    }

    private static async Task<Invoice> IssuedAsync(Boreal boreal, decimal price)
    {
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, price));
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(
                id, (await boreal.FindAsync(id)).Version, new Invoice.Head(boreal.Client.Id, "Travaux", "", null, null, null, null, null, false, RetentionPercent: 5),
                [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, boreal.InvoiceLine("Pose", 1, price))]),
            default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        return await boreal.FindAsync(id);
    }

    private static async Task<List<(string Account, decimal InDocument, decimal InBooks)>> OwedAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var lines = await db.Set<AccountingEntryLine>().Where(l => l.ClientId != null)
            .Join(db.GlAccounts, l => l.GlAccountId, a => a.Id, (l, a) => new { a.Number, l.Debit, l.Credit, l.InDocument }).ToListAsync();
        return [.. lines.GroupBy(l => l.Number).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Sum(l => l.InDocument ?? 0), g.Sum(l => l.Debit - l.Credit)))];
    }
}
