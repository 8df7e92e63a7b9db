using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// What contracts will bill in twelve months, per client and in total, as the billing run will do it: from the first day of this month, or from before
/// it what is overdue. What is billed already is left out. Of contracts that are billed by visits, those to come are counted as they are planned.
/// </summary>
public sealed class ForecastContracts(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public const int Months = 12;

    private const int AtOnce = 500;

    /// <param name="ByMonth">Before tax; twelve.</param>
    public sealed record Row(long ClientId, string Client, string Currency, IReadOnlyList<decimal> ByMonth)
    {
        public decimal Net => ByMonth.Sum();
    }

    public sealed record Total(string Currency, IReadOnlyList<decimal> ByMonth)
    {
        public decimal Net => ByMonth.Sum();
    }

    /// <param name="From">The first day of the first month.</param>
    public sealed record Forecast(DateOnly From, IReadOnlyList<Total> Totals, IReadOnlyList<Row> Clients)
    {
        public DateOnly To => From.AddMonths(Months).AddDays(-1);
    }

    public async Task<Result<Forecast>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var today = (await DueDays.LoadAsync(db, clock, ct)).Today;
        var from = new DateOnly(today.Year, today.Month, 1);
        var until = from.AddMonths(Months).AddDays(-1);
        var sums = new Dictionary<(long Client, string Currency), decimal[]>();
        var last = 0L;
        while (true)
        {
            var after = last;
            var some = await ContractAccess.Whole(db.Contracts.AsNoTracking()).Where(c => c.Id > after && (c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused))
                .OrderBy(c => c.Id).Take(AtOnce).ToListAsync(ct);
            if (some.Count == 0)
            {
                break;
            }

            last = some[^1].Id;
            var billed = await ContractAccess.BilledAsync(db, [.. some.Select(c => c.Id)], ct);
            var perVisit = some.FindAll(c => c.Frequency == BillingFrequency.PerVisit);
            var done = (await ContractAccess.VisitsAsync(db, some, ct)).ToLookup(v => v.LineId);
            var expected = await ExpectedVisits.OfAsync(db, perVisit, today, until, ct);
            foreach (var contract in some)
            {
                Add(sums, contract, billed, [.. contract.Lines.SelectMany(l => done[l.Id]), .. expected[contract.Id]], today, until);
            }
        }

        var names = await db.Clients.AsNoTracking().Where(c => db.Contracts.Any(k => k.ClientId == c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        return new Forecast(
            from,
            [.. sums.GroupBy(s => s.Key.Currency).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Total(g.Key, [.. Enumerable.Range(0, Months).Select(m => g.Sum(s => s.Value[m]))]))],
            [.. sums.Select(s => new Row(s.Key.Client, names.GetValueOrDefault(s.Key.Client, ""), s.Key.Currency, s.Value)).OrderByDescending(r => r.Net).ThenBy(r => r.Client, StringComparer.CurrentCulture)]);
    }

    /// <summary>What is overdue counts for the first month: it will be billed then.</summary>
    private static void Add(Dictionary<(long Client, string Currency), decimal[]> sums, Contract contract, BilledOfContracts billed, IReadOnlyCollection<DoneVisit> visits, DateOnly today, DateOnly until)
    {
        foreach (var item in DueBilling.Of(contract, until, visits, billed).Where(i => i.IsKnownOn(today) && !billed.Has(i)))
        {
            var month = Math.Max(0, ((item.InvoiceOn.Year - today.Year) * 12) + item.InvoiceOn.Month - today.Month);
            var key = (contract.ClientId, contract.Currency);
            (sums.TryGetValue(key, out var months) ? months : sums[key] = new decimal[Months])[month] += item.Net;
        }
    }
}
