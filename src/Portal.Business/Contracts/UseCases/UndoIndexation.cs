using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Takes an indexation back while nothing was billed at its prices: its lines go, and those that they took the place of are open again. Refused
/// otherwise: then an amendment changes the price. Up to <see cref="ApplyIndexation.InOneSave"/> contracts are one save; more go back in chunks after
/// the decision itself, and who asks again goes on where it was interrupted.
/// </summary>
public sealed class UndoIndexation(IDbContextFactory<PortalDbContext> contexts, IndexationUndo undo, ICurrentUser user, Steps steps, TimeProvider clock)
{
    public sealed record Input(long IndexationId, int Version);

    /// <param name="Kept">Contracts that were billed or amended while it was taken back; they keep the new prices.</param>
    public sealed record Done(int Kept);

    public async Task<Result<Done>> RunAsync(Input input, CancellationToken ct)
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

        if (indexation.IsBeingUndone)
        {
            return await undo.GoOnAsync(indexation.Id, ct);
        }

        if (indexation.UndoneAt is not null || indexation.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var contracts = await IndexationUndoing.ContractsAsync(db, indexation.Id, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        indexation.Undo(user, now);
        if (contracts.Count > ApplyIndexation.InOneSave)
        {
            foreach (var chunk in contracts.Chunk(ApplyIndexation.InOneSave))
            {
                var some = await ContractAccess.Whole(db.Contracts.AsNoTracking().Where(c => chunk.Contains(c.Id))).ToListAsync(ct);
                if (await IndexationUndoing.WhyNotAsync(db, indexation.Id, some, ct) is { } refusal)
                {
                    return refusal;
                }
            }

            var begun = await db.TrySaveAsync(ct);
            return begun.Refusal is { } lost ? lost : await undo.GoOnAsync(indexation.Id, ct);
        }

        indexation.FinishUndo(now);
        var saved = await IndexationUndoing.SaveAsync(db, user, steps, indexation, contracts, now, ct);
        return saved.Succeeded ? new Done(0) : Result<Done>.Refused(saved.Refusals);
    }
}
