using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Takes an indexation back while nothing was billed at its prices: its lines go, and those that they took the place of are open again. Refused
/// otherwise: then an amendment changes the price.
/// </summary>
public sealed class UndoIndexation(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long IndexationId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Indexations.SingleOrDefaultAsync(i => i.Id == input.IndexationId, ct) is not { } indexation)
        {
            return Refusal.NotFound;
        }

        if (indexation.UndoneAt is not null || indexation.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var ids = await db.ContractLines.Where(l => l.IndexationId == indexation.Id).Select(l => l.ContractId).Distinct().ToListAsync(ct);
        var contracts = await ContractAccess.Whole(db.Contracts.Where(c => ids.Contains(c.Id))).ToListAsync(ct);
        if (await WhyNotAsync(db, indexation, ct) is { } refusal)
        {
            return refusal;
        }

        var through = await ContractAccess.BilledAsync(db, ids, ct);
        if (contracts.Find(c => c.Lines.Exists(l => l.IndexationId == indexation.Id && CutsBilled(c, l, through))) is { } cut)
        {
            return Refusal.NotNow("Contracts.IndexationIsBilled", cut.Reference);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var days = (await db.LegalEntities.AsNoTracking().ToListAsync(ct)).ToDictionary(e => e.Id, e => e.DayOf(now));
        await using var transaction = await db.BeginWriteAsync(ct);
        await GiveBackWorkAsync(db, indexation.Id, ct);
        foreach (var contract in contracts)
        {
            foreach (var line in contract.Lines.Where(l => l.IndexationId == indexation.Id).ToList())
            {
                var old = contract.Lines.Single(l => l.Id == line.PreviousId);
                old.Reopen(line.EndsOn);
                contract.Lines.Remove(line);
                db.Remove(line);
            }

            db.Touch(contract);
            await ContractAccess.SetNextInvoiceAsync(db, contract, days[contract.LegalEntityId], ct);
            db.TimelineEntries.Add(new TimelineEntry(contract.ClientId, contract.JobId, now, user, "Contracts.IndexationUndone", nameof(Contract), contract.Id, contract.Reference, indexation.From));
        }

        indexation.Undo(user, now);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            await transaction.CommitAsync(ct);
        }

        return saved.Refusal is { Code: "Common.InUse" } ? Refusal.NotNow("Contracts.IndexedLineAmended", "") : saved;
    }

    /// <summary>Work and requests of its lines are again those of the lines that they took the place of.</summary>
    private static async Task GiveBackWorkAsync(PortalDbContext db, long indexationId, CancellationToken ct)
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

    private static async Task<Refusal?> WhyNotAsync(PortalDbContext db, Indexation indexation, CancellationToken ct)
    {
        var lines = db.ContractLines.Where(l => l.IndexationId == indexation.Id);
        var names = lines.Join(db.Contracts, l => l.ContractId, c => c.Id, (l, c) => new { l.Id, c.Reference });
        var billed = await names.Where(n => db.BilledPeriods.Any(b => b.LineId == n.Id)).Select(n => n.Reference).Distinct().OrderBy(r => r).Take(5).ToListAsync(ct);
        if (billed.Count > 0)
        {
            return Refusal.NotNow("Contracts.IndexationIsBilled", string.Join(", ", billed));
        }

        var amended = await names.Where(n => db.ContractLines.Any(s => s.PreviousId == n.Id)).Select(n => n.Reference).Distinct().OrderBy(r => r).Take(5).ToListAsync(ct);
        return amended.Count > 0 ? Refusal.NotNow("Contracts.IndexedLineAmended", string.Join(", ", amended)) : null;
    }
}
