using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>What is due today, by age, and what stands to the client's credit.</summary>
public sealed class ShowOwnStatement(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    private const int Most = 500;

    /// <summary>Balances by days after the due date.</summary>
    public sealed record Ageing(decimal NotDue, decimal To30, decimal To60, decimal To90, decimal Older);

    public sealed record Account(string Currency, IReadOnlyList<OwnInvoice> Invoices, Ageing Ageing, decimal Credit)
    {
        public decimal Total => Invoices.Sum(i => i.Balance);
    }

    public sealed record Shown(PortalCompany Company, DateOnly AsOf, IReadOnlyList<Account> Accounts);

    public async Task<Result<Shown>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await PortalCompany.LoadAsync(db, null, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var today = (await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == company.Id, ct)).Today(clock);
        var own = user.Clients.ClientIds;
        var open = db.Invoices.AsNoTracking()
            .Where(i => own.Contains(i.BilledToId) && i.Kind == InvoiceKind.Invoice && i.Number != null && i.Balance > 0);
        var invoices = (await OwnInvoices.Read(db, open.OrderBy(i => i.DueOn).ThenBy(i => i.Id).Take(Most)).ToListAsync(ct)).ConvertAll(i => i.ToOwn(today));
        var credits = await db.Payments.Where(p => p.Unallocated > 0).GroupBy(p => p.Currency)
            .Select(g => new { Currency = g.Key, Amount = g.Sum(p => p.Unallocated) }).ToDictionaryAsync(c => c.Currency, c => c.Amount, ct);
        return new Shown(
            company,
            today,
            [.. invoices.Select(i => i.Currency).Union(credits.Keys).Order(StringComparer.Ordinal).Select(currency =>
            {
                var mine = invoices.Where(i => i.Currency == currency).ToList();
                return new Account(currency, mine, AgeingOf(mine, today), credits.GetValueOrDefault(currency));
            })]);
    }

    private static Ageing AgeingOf(List<OwnInvoice> invoices, DateOnly today)
    {
        decimal Between(int from, int to) =>
            invoices.Where(i => i.DueOn is { } due && today.DayNumber - due.DayNumber >= from && today.DayNumber - due.DayNumber <= to).Sum(i => i.Balance);
        return new Ageing(Between(int.MinValue, 0), Between(1, 30), Between(31, 60), Between(61, 90), Between(91, int.MaxValue));
    }
}
