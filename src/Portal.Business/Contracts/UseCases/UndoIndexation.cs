using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Takes an indexation back while nothing was billed at its prices: its lines go, and those that they took the place of are open again. Refused
/// otherwise: then an amendment changes the price. Up to <see cref="ApplyIndexation.InOneSave"/> contracts are one save; of more the decision is saved, and
/// they go back in the background, in chunks: nobody waits for them.
/// </summary>
public sealed class UndoIndexation(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, Steps steps, TimeProvider clock)
{
    public sealed record Input(long IndexationId, int Version);

    /// <param name="Waiting">Contracts that go back in the background; zero where all of them did.</param>
    public sealed record Done(int Waiting);

    public async Task<Result<Done>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        return await Again.WhileStaleAsync(() => UndoAsync(input, ct));
    }

    private async Task<Result<Done>> UndoAsync(Input input, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Indexations.SingleOrDefaultAsync(i => i.Id == input.IndexationId, ct) is not { } indexation)
        {
            return Refusal.NotFound;
        }

        if (indexation.UndoneAt is not null || indexation.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var contracts = await IndexationUndoing.ContractsAsync(db, indexation.Id, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        indexation.Undo(user, contracts.Count, now);
        if (contracts.Count > ApplyIndexation.InOneSave)
        {
            return await BeginAsync(db, indexation.Id, contracts.Count, ct);
        }

        indexation.FinishUndo(now);
        var saved = await IndexationUndoing.SaveAsync(db, user, steps, indexation, contracts, now, ct);
        return saved.Succeeded ? new Done(0) : Result<Done>.Refused(saved.Refusals);
    }

    /// <summary>The decision of many contracts: from then on nothing of them is billed until they have their old prices back.</summary>
    private async Task<Result<Done>> BeginAsync(PortalDbContext db, long indexationId, int contracts, CancellationToken ct)
    {
        await using var transaction = await db.BeginWriteAsync(ct);
        var held = await PendingUndo.HoldAsync(db, indexationId, ct);
        if (held.Refusal is { } faster)
        {
            return faster;
        }

        steps.Reached("contracts.indexation-undo-held");
        if (await IndexationUndoing.WhyNotAsync(db, indexationId, ct) is { } refusal)
        {
            return refusal;
        }

        if (await db.TrySaveAsync(ct) is { Refusal: { } lost })
        {
            return lost;
        }

        await transaction.CommitAsync(ct);
        return new Done(contracts);
    }
}
