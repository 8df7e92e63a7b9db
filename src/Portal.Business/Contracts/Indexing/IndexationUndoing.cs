using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Indexing;

/// <summary>What taking an indexation back needs, and what stands against it.</summary>
internal static class IndexationUndoing
{
    /// <summary>So many contracts are named in a refusal.</summary>
    private const int Named = 5;

    /// <summary>Why it can't be taken back any more; null where it can.</summary>
    /// <param name="contracts">Those that have lines of it, whole.</param>
    public static async Task<Refusal?> WhyNotAsync(PortalDbContext db, long indexationId, List<Contract> contracts, CancellationToken ct)
    {
        var lines = db.ContractLines.Where(l => l.IndexationId == indexationId);
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

        var through = await ContractAccess.BilledAsync(db, [.. contracts.Select(c => c.Id)], ct);
        return contracts.Find(c => c.Lines.Exists(l => l.IndexationId == indexationId && CutsBilled(c, l, through))) is { } cut
            ? Refusal.NotNow("Contracts.IndexationIsBilled", cut.Reference) : null;
    }

    /// <summary>Lines that it made go, and those that they took the place of go on.</summary>
    public static IReadOnlyList<ContractLine> TakeBack(Contract contract, long indexationId)
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
    public static async Task GiveBackWorkAsync(PortalDbContext db, long indexationId, CancellationToken ct)
    {
        var lines = db.ContractLines.Where(l => l.IndexationId == indexationId);
        await db.WorkLines.Where(w => lines.Any(l => l.Id == w.ContractLineId))
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.ContractLineId, w => lines.Where(l => l.Id == w.ContractLineId).Select(l => l.PreviousId).First()), ct);
        await db.ServiceRequests.Where(r => lines.Any(l => l.Id == r.ContractLineId))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.ContractLineId, r => lines.Where(l => l.Id == r.ContractLineId).Select(l => l.PreviousId).First()), ct);
    }

    /// <summary>The line that it took the place of is billed up to a day within a period.</summary>
    private static bool CutsBilled(Contract contract, ContractLine line, BilledOfContracts billed) =>
        contract.Lines.Find(l => l.Id == line.PreviousId) is { } old && contract.IsCutAndBilled(old, billed.ThroughOf(old.Id));
}
