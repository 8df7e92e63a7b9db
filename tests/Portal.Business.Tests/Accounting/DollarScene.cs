using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies.UseCases;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounting;

/// <summary>A company with books in euros, a client who is invoiced in US dollars, and what stands on the accounts.</summary>
internal static class DollarScene
{
    public static readonly DateOnly Today = new(2026, 3, 2);

    public static async Task<Boreal> DollarsAsync(DatabaseProvider provider)
    {
        var boreal = await Boreal.FranceAsync(provider);
        await using var db = boreal.Portal.Open();
        (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).Currency = "USD";
        await db.SaveChangesAsync();
        return boreal;
    }

    public static async Task RateAsync(Boreal boreal, DateOnly day, decimal rate) =>
        Boreal.Require(await boreal.Portal.Get<SaveExchangeRate>().RunAsync(new("EUR", "USD", day, rate, "BCE"), default));

    public static async Task<long> PayAsync(Boreal boreal, decimal amount, Invoice invoice) => Boreal.Value(await boreal.Portal.Get<RecordPayment>().RunAsync(
        new(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Transfer, amount, "USD", boreal.Entity.Today(boreal.Portal.Clock), "", "", [new Share(invoice.Id, amount)], false),
        default)).PaymentId;

    public static async Task<Payment> PaymentAsync(Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        return await db.Payments.AsNoTracking().SingleAsync(p => p.Id == id);
    }

    public static async Task<(decimal InDocument, decimal InBooks)> ReceivableAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var lines = await db.Set<AccountingEntryLine>().Where(l => l.GlAccountId == boreal.Entity.ReceivableAccountId).ToListAsync();
        return (lines.Sum(l => l.InDocument ?? 0), lines.Sum(l => l.Debit - l.Credit));
    }

    /// <summary>What stands on the accounts of exchange differences: debit positive.</summary>
    public static async Task<List<(string Account, decimal Amount)>> DifferencesAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var lines = await (
            from l in db.Set<AccountingEntryLine>()
            join a in db.GlAccounts on l.GlAccountId equals a.Id
            where a.Number == "666000" || a.Number == "766000"
            select new { a.Number, Amount = l.Debit - l.Credit }).ToListAsync();
        return [.. lines.GroupBy(l => l.Number).Select(g => (g.Key, g.Sum(l => l.Amount))).Where(g => g.Item2 != 0).OrderBy(g => g.Key, StringComparer.Ordinal)];
    }

    public static async Task CheckedAsync(Boreal boreal)
    {
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<VerifyChains>().RunAsync(default)).Sum(c => c.Found));
    }

    public static async Task<byte[]> BytesAsync(BookFile book)
    {
        using var bytes = new MemoryStream();
        await book.WriteAsync(bytes, default);
        return bytes.ToArray();
    }
}
