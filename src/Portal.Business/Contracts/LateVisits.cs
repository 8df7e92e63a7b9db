using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Contracts;

/// <summary>Visits of contracts are often reported days after they were done, and a year may be revised by then.</summary>
internal static class LateVisits
{
    /// <summary>
    /// The next billing run looks again at the year of its contract that each visit was in; a contract that was closed goes on until they are billed. To be called in
    /// the save that ends the visits. The same few queries, of however many.
    /// </summary>
    public static async Task LookAgainAsync(PortalDbContext db, CancellationToken ct, params IReadOnlyCollection<Visit> visits)
    {
        var requestIds = visits.Select(v => v.RequestId).Distinct().ToList();
        var contractOf = await db.ServiceRequests.AllClients().Where(r => requestIds.Contains(r.Id))
            .Join(db.ContractLines, r => r.ContractLineId, l => l.Id, (r, l) => new { r.Id, l.ContractId }).ToDictionaryAsync(r => r.Id, r => r.ContractId, ct);
        if (contractOf.Count == 0)
        {
            return;
        }

        var contractIds = contractOf.Values.Distinct().ToList();
        var ended = await db.Contracts
            .Where(c => contractIds.Contains(c.Id) && c.Status == ContractStatus.Ended && (c.Frequency == BillingFrequency.PerVisit || c.Revision == ContractRevision.LastDay))
            .ToDictionaryAsync(c => c.Id, ct);
        foreach (var closing in await db.Contracts.Where(c => contractIds.Contains(c.Id) && (c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused)
            && (c.Frequency == BillingFrequency.PerVisit || c.Revision == ContractRevision.LastDay)).ToListAsync(ct))
        {
            // Whoever closes it in this moment, or corrects its year, has not seen these visits: one of the two saves is refused and tried again.
            if (closing.LastDay is not null)
            {
                db.Touch(closing);
            }
        }

        var revised = await db.ContractPeriods.Where(p => p.RevisedAt != null && contractIds.Contains(p.ContractId)).ToListAsync(ct);
        if (ended.Count + revised.Count == 0)
        {
            return;
        }

        var entityIds = visits.Select(v => v.LegalEntityId).Distinct().ToList();
        var entities = await db.LegalEntities.AsNoTracking().Where(e => entityIds.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
        foreach (var visit in visits.Where(v => contractOf.ContainsKey(v.RequestId)))
        {
            var (contract, day) = (contractOf[visit.RequestId], entities[visit.LegalEntityId].DayOf(visit.StartsAt));
            if (visit.Status == VisitStatus.Done && ended.GetValueOrDefault(contract) is { } over && day <= over.LastDay)
            {
                over.BillAgain(day);
            }

            revised.Find(p => p.ContractId == contract && p.From <= day && day <= p.To)?.Revise(null);
        }
    }
}
