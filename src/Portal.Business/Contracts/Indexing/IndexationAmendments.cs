using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.Indexing;

/// <summary>Amends the lines of an indexation, in the save that the caller makes.</summary>
internal static class IndexationAmendments
{
    public static async Task<Result> AddAsync(PortalDbContext db, ICurrentUser user, Indexation indexation, IReadOnlyList<IndexedLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(l => l.ContractId).Distinct().ToList();
        var contracts = await ContractAccess.Whole(db.Contracts.Where(c => EF.Parameter(ids).Contains(c.Id))).ToListAsync(ct);
        var billed = await ContractAccess.BilledAsync(db, ids, ct);
        var visits = await ContractAccess.VisitsAsync(db, contracts, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == indexation.LegalEntityId, ct);
        var byContract = lines.ToLookup(l => l.ContractId);
        foreach (var contract in contracts)
        {
            foreach (var indexed in byContract[contract.Id])
            {
                var line = contract.Lines.Find(l => l.Id == indexed.LineId);
                if (line is null || line.UnitPrice != indexed.OldPrice)
                {
                    return Refusal.Conflict("Contracts.IndexedMeanwhile");
                }

                var amended = line.Amend(contract, indexation.From, line.Current with { UnitPrice = indexed.NewPrice }, billed.ThroughOf(line.Id), indexation.Id);
                if (!amended.TryGet(out var successor))
                {
                    return Result.Refused(amended.Refusals);
                }

                contract.Lines.Add(successor);
            }

            db.Touch(contract);
            contract.BillNextOn(DueBilling.NextDate(contract, billed, entity.DayOf(indexation.AppliedAt), visits: visits));
            db.TimelineEntries.Add(new TimelineEntry(
                contract.ClientId, contract.JobId, indexation.AppliedAt, user, "Contracts.Indexed", nameof(Contract), contract.Id, contract.Reference, indexation.From));
        }

        return Result.Done;
    }
}
