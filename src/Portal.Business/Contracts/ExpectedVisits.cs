using Microsoft.EntityFrameworkCore;
using Portal.Business.Contracts.Requests;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Contracts;

/// <summary>
/// Visits to come of contracts that are billed by them, for the forecast and the next invoice: on the day that is planned, else at the start of the month in which they are
/// wanted. What is late is expected today. What was cancelled or deleted is not expected, and what is done is no forecast any more.
/// </summary>
internal static class ExpectedVisits
{
    /// <param name="contracts">Whole.</param>
    /// <param name="until">The last day that is looked at.</param>
    /// <returns>By contract; their ids are below zero.</returns>
    public static async Task<ILookup<long, DoneVisit>> OfAsync(
        PortalDbContext db, IEnumerable<Contract> contracts, DateOnly today, DateOnly until, CancellationToken ct)
    {
        var id = 0L;
        return (await FindAsync(db, contracts, today, until, ct)).ToLookup(e => e.Contract.Id, e => new DoneVisit(e.Contract.LineOn(e.Line.Id, e.On), --id, e.On));
    }

    /// <param name="PlannedOn">The day that somebody planned it on, which may be over; null: nobody has yet.</param>
    public sealed record Expected(Contract Contract, ContractLine Line, DateOnly On, DateOnly? PlannedOn);

    /// <summary>The same, each with its line and day.</summary>
    public static async Task<IReadOnlyList<Expected>> FindAsync(
        PortalDbContext db, IEnumerable<Contract> contracts, DateOnly today, DateOnly until, CancellationToken ct)
    {
        var counted = contracts.Where(c => c.Frequency == BillingFrequency.PerVisit).ToList();
        var ids = counted.Select(c => c.Id).ToList();
        var asked = ids.Count == 0 ? [] : await (
            from g in db.GeneratedRequests
            where EF.Parameter(ids).Contains(g.ContractId)
            join r in db.ServiceRequests.AllClients() on g.RequestId equals r.Id into requests
            from r in requests.DefaultIfEmpty()
            select new Asked(
                g.Key, r == null || r.Status == RequestStatus.Cancelled || r.Status == RequestStatus.Done || db.Visits.AllClients().Any(v => v.RequestId == g.RequestId && v.Status == VisitStatus.Done),
                db.Visits.AllClients().Where(v => v.RequestId == g.RequestId && v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed).Max(v => (DateTime?)v.StartsAt)))
            .ToListAsync(ct);
        var zones = await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct);
        var byKey = asked.ToDictionary(a => a.Key);
        return
        [
            .. counted.SelectMany(c => Windows(c, today, until).Select(w => (Contract: c, w.Key, w.Window)))
                .Select(w => (w.Contract, w.Window, Asked: byKey.GetValueOrDefault(w.Key)))
                .Where(w => w.Asked is not { IsOver: true })
                .Select(w => (w.Contract, w.Window, Planned: w.Asked?.PlannedAt is { } at ? zones[w.Contract.LegalEntityId].DayOf(at) : (DateOnly?)null))
                .Select(w => (w.Contract, w.Window, w.Planned, On: w.Planned ?? w.Window.From))
                .Select(w => new Expected(w.Contract, w.Window.Line, w.On > today ? w.On : today, w.Planned))
                .Where(e => e.On <= until),
        ];
    }

    private sealed record Asked(string Key, bool IsOver, DateTime? PlannedAt);

    /// <summary>Of the period that today is in, and of those after it.</summary>
    private static IEnumerable<(string Key, VisitWindow Window)> Windows(Contract contract, DateOnly today, DateOnly until)
    {
        foreach (var year in contract.Years().TakeWhile(y => y.From <= until).Where(y => y.To >= today))
        {
            var period = new ContractPeriod(contract.Id, year);
            foreach (var window in VisitWindows.Of(contract, period).DistinctBy(w => ContractRequests.KeyOf(contract, period, w)))
            {
                yield return (ContractRequests.KeyOf(contract, period, window), window);
            }
        }
    }
}
