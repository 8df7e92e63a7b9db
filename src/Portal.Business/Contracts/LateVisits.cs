using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Contracts;

/// <summary>Visits of contracts are often reported days after they were done, and a year may be revised by then.</summary>
internal static class LateVisits
{
    /// <summary>The next billing run looks again at the year of its contract that a visit was in; one that was closed goes on until it is billed. To be called in the save that ends the visit.</summary>
    public static async Task LookAgainAsync(PortalDbContext db, Visit visit, CancellationToken ct)
    {
        var contracts = db.ServiceRequests.AllClients().Where(r => r.Id == visit.RequestId).Join(db.ContractLines, r => r.ContractLineId, l => l.Id, (r, l) => l.ContractId);
        if (visit.Status == VisitStatus.Done && await db.Contracts.SingleOrDefaultAsync(c => c.Status == ContractStatus.Ended && contracts.Contains(c.Id), ct) is { LastDay: { } last } ended
            && (ended.Frequency == BillingFrequency.PerVisit || ended.IsRevised) && await DayAsync(db, visit, ct) is var done && done <= last)
        {
            ended.BillAgain(done);
        }

        var revised = await db.ContractPeriods.Where(p => p.RevisedAt != null && contracts.Contains(p.ContractId)).ToListAsync(ct);
        if (revised.Count == 0)
        {
            return;
        }

        var day = await DayAsync(db, visit, ct);
        revised.Find(p => p.From <= day && day <= p.To)?.Revise(null);
    }

    private static async Task<DateOnly> DayAsync(PortalDbContext db, Visit visit, CancellationToken ct) =>
        (await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == visit.LegalEntityId, ct)).DayOf(visit.StartsAt);
}
