using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.Indexing;

/// <summary>What taking an indexation back needs, and what stands against it.</summary>
internal static class IndexationUndoing
{
    /// <summary>So many contracts are named in a refusal.</summary>
    private const int Named = 5;

    /// <summary>Those that have lines of it.</summary>
    public static Task<List<long>> ContractsAsync(PortalDbContext db, long indexationId, CancellationToken ct) =>
        db.ContractLines.Where(l => l.IndexationId == indexationId).Select(l => l.ContractId).Distinct().OrderBy(id => id).ToListAsync(ct);

    /// <summary>Why some contracts can't go back to their old prices any more; null where they can.</summary>
    /// <param name="contracts">Whole; where they are to be saved, read before this is asked, so that what is billed after it makes the save stale.</param>
    public static async Task<Refusal?> WhyNotAsync(PortalDbContext db, long indexationId, IReadOnlyCollection<Contract> contracts, CancellationToken ct)
    {
        var contractIds = contracts.Select(c => c.Id).ToList();
        var lines = db.ContractLines.Where(l => l.IndexationId == indexationId && EF.Parameter(contractIds).Contains(l.ContractId));
        return await BilledOrAmendedAsync(db, lines, ct) ?? await CutAsync(db, indexationId, contracts, ct);
    }

    /// <summary>The same of all its contracts, however many. Those whose old line is not billed through its last day need not be read for it.</summary>
    public static async Task<Refusal?> WhyNotAsync(PortalDbContext db, long indexationId, CancellationToken ct)
    {
        var lines = db.ContractLines.Where(l => l.IndexationId == indexationId);
        if (await BilledOrAmendedAsync(db, lines, ct) is { } refusal)
        {
            return refusal;
        }

        var ended = await lines.Where(l => db.ContractLines.Any(o => o.Id == l.PreviousId && db.BilledPeriods.Any(b => b.LineId == o.Id && b.Kind != BilledKind.Charge && b.To >= o.EndsOn)))
            .Select(l => l.ContractId).Distinct().OrderBy(id => id).ToListAsync(ct);
        foreach (var chunk in ended.Chunk(ApplyIndexation.InOneSave).Select(c => c.ToList()))
        {
            var some = await ContractAccess.Whole(db.Contracts.AsNoTracking().Where(c => EF.Parameter(chunk).Contains(c.Id))).ToListAsync(ct);
            if (await CutAsync(db, indexationId, some, ct) is { } cut)
            {
                return cut;
            }
        }

        return null;
    }

    private static async Task<Refusal?> BilledOrAmendedAsync(PortalDbContext db, IQueryable<ContractLine> lines, CancellationToken ct)
    {
        var names = lines.Join(db.Contracts, l => l.ContractId, c => c.Id, (l, c) => new { l.Id, c.Reference });
        var billed = await names.Where(n => db.BilledPeriods.Any(b => b.LineId == n.Id)).Select(n => n.Reference).Distinct().OrderBy(r => r).Take(Named).ToListAsync(ct);
        if (billed.Count > 0)
        {
            return Refusal.NotNow("Contracts.IndexationIsBilled", string.Join(", ", billed));
        }

        var amended = await names.Where(n => db.ContractLines.Any(s => s.PreviousId == n.Id)).Select(n => n.Reference).Distinct().OrderBy(r => r).Take(Named).ToListAsync(ct);
        if (amended.Count > 0)
        {
            return Refusal.NotNow("Contracts.IndexedLineAmended", string.Join(", ", amended));
        }

        return null;
    }

    private static async Task<Refusal?> CutAsync(PortalDbContext db, long indexationId, IReadOnlyCollection<Contract> contracts, CancellationToken ct)
    {
        var through = await ContractAccess.BilledAsync(db, [.. contracts.Select(c => c.Id)], ct);
        return contracts.FirstOrDefault(c => c.Lines.Exists(l => l.IndexationId == indexationId && CutsBilled(c, l, through))) is { } cut
            ? Refusal.NotNow("Contracts.IndexationIsBilled", cut.Reference) : null;
    }

    /// <summary>Takes it back of some contracts, with all else that the caller changed, in one save; refused where one can't go back.</summary>
    public static async Task<Result> SaveAsync(
        PortalDbContext db, ICurrentUser user, Steps steps, Indexation indexation, IReadOnlyCollection<long> contractIds, DateTime now, CancellationToken ct)
    {
        var contracts = await ContractAccess.Whole(db.Contracts.Where(c => EF.Parameter(contractIds).Contains(c.Id))).ToListAsync(ct);
        if (await WhyNotAsync(db, indexation.Id, contracts, ct) is { } refusal)
        {
            return refusal;
        }

        steps.Reached("contracts.indexation-undo-judged");
        var today = (await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == indexation.LegalEntityId, ct)).DayOf(now);
        await using var transaction = await db.BeginWriteAsync(ct);
        await GiveBackWorkAsync(db, indexation.Id, contractIds, ct);
        foreach (var contract in contracts.Where(c => c.Lines.Exists(l => l.IndexationId == indexation.Id)))
        {
            db.RemoveRange(TakeBack(contract, indexation.Id));
            db.Touch(contract);
            db.TimelineEntries.Add(new TimelineEntry(
                contract.ClientId, contract.JobId, now, user, "Contracts.IndexationUndone", nameof(Contract), contract.Id, contract.Reference, indexation.From));
        }

        await ContractAccess.SetNextInvoicesAsync(db, contracts, _ => today, ct);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            await transaction.CommitAsync(ct);
        }

        return saved.Refusal is { Code: "Common.InUse" } ? Refusal.NotNow("Contracts.IndexedLineAmended", "") : saved;
    }

    /// <summary>Lines that it made go, and those that they took the place of go on.</summary>
    private static List<ContractLine> TakeBack(Contract contract, long indexationId)
    {
        var made = contract.Lines.Where(l => l.IndexationId == indexationId).ToList();
        foreach (var line in made)
        {
            contract.Lines.Single(l => l.Id == line.PreviousId).Reopen(line.EndsOn);
            contract.Lines.Remove(line);
        }

        return made;
    }

    /// <summary>Work and requests of its lines are again those of the lines that they took the place of.</summary>
    private static async Task GiveBackWorkAsync(PortalDbContext db, long indexationId, IReadOnlyCollection<long> contractIds, CancellationToken ct)
    {
        var lines = db.ContractLines.Where(l => l.IndexationId == indexationId && EF.Parameter(contractIds).Contains(l.ContractId));
        await db.WorkLines.Where(w => lines.Any(l => l.Id == w.ContractLineId))
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.ContractLineId, w => lines.Where(l => l.Id == w.ContractLineId).Select(l => l.PreviousId).First()), ct);
        await db.ServiceRequests.Where(r => lines.Any(l => l.Id == r.ContractLineId))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.ContractLineId, r => lines.Where(l => l.Id == r.ContractLineId).Select(l => l.PreviousId).First()), ct);
    }

    /// <summary>The line that it took the place of is billed up to a day within a period.</summary>
    private static bool CutsBilled(Contract contract, ContractLine line, BilledOfContracts billed) =>
        contract.Lines.Find(l => l.Id == line.PreviousId) is { } old && contract.IsCutAndBilled(old, billed.ThroughOf(old.Id));
}
