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
        if (await IndexationUndoing.WhyNotAsync(db, indexation.Id, contracts, ct) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var days = (await db.LegalEntities.AsNoTracking().ToListAsync(ct)).ToDictionary(e => e.Id, e => e.DayOf(now));
        await using var transaction = await db.BeginWriteAsync(ct);
        await IndexationUndoing.GiveBackWorkAsync(db, indexation.Id, ct);
        foreach (var contract in contracts)
        {
            db.RemoveRange(IndexationUndoing.TakeBack(contract, indexation.Id));
            db.Touch(contract);
            db.TimelineEntries.Add(new TimelineEntry(contract.ClientId, contract.JobId, now, user, "Contracts.IndexationUndone", nameof(Contract), contract.Id, contract.Reference, indexation.From));
        }

        await ContractAccess.SetNextInvoicesAsync(db, contracts, c => days[c.LegalEntityId], ct);
        indexation.Undo(user, now);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            await transaction.CommitAsync(ct);
        }

        return saved.Refusal is { Code: "Common.InUse" } ? Refusal.NotNow("Contracts.IndexedLineAmended", "") : saved;
    }
}
