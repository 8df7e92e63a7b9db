using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Indexing;

/// <summary>
/// Takes an indexation of many contracts back after that decision is saved, some contracts at a time. Interrupted, it
/// goes on with those that have lines of it. What was billed or amended meanwhile keeps its price.
/// </summary>
public sealed partial class IndexationUndo(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, Steps steps, ILogger<IndexationUndo> log)
{
    /// <summary>Chunk after chunk, each in a save of its own; a chunk that is refused goes contract by contract.</summary>
    /// <returns>How many contracts were billed or amended meanwhile and keep the new prices. Stale: somebody was faster each time, and the next run goes on.</returns>
    internal async Task<Result<int>> GoOnAsync(long indexationId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var left = false;
        foreach (var chunk in (await IndexationUndoing.ContractsAsync(db, indexationId, ct)).Chunk(ApplyIndexation.InOneSave))
        {
            if (!(await SaveChunkAsync(indexationId, chunk, ct)).Succeeded)
            {
                foreach (var id in chunk)
                {
                    left |= (await Again.WhileStaleAsync(() => SaveChunkAsync(indexationId, [id], ct))).Refusal == Refusal.Stale;
                }
            }

            steps.Reached("contracts.indexation-undo-chunk");
        }

        var kept = (await IndexationUndoing.ContractsAsync(db, indexationId, ct)).Count;
        if (left)
        {
            return Refusal.Stale;
        }

        var own = await db.Indexations.SingleAsync(i => i.Id == indexationId, ct);
        own.FinishUndo(clock.GetUtcNow().UtcDateTime);
        LogUndone(log, indexationId, kept);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded || saved.Refusal!.Kind == RefusalKind.Conflict ? kept : Result<int>.Refused(saved.Refusals);
    }

    private async Task<Result> SaveChunkAsync(long indexationId, IReadOnlyList<long> contractIds, CancellationToken ct)
    {
        try
        {
            return await SaveAsync(indexationId, contractIds, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One that breaks must not keep the others at prices that nothing is billed at: it is tried again by the next run.
            LogBroken(log, e, indexationId, string.Join(", ", contractIds));
            return Refusal.Stale;
        }
    }

    private async Task<Result> SaveAsync(long indexationId, IReadOnlyList<long> contractIds, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var indexation = await db.Indexations.AsNoTracking().SingleAsync(i => i.Id == indexationId, ct);
        return await IndexationUndoing.SaveAsync(db, user, steps, indexation, contractIds, clock.GetUtcNow().UtcDateTime, ct);
    }

    [LoggerMessage(LogLevel.Information, "Indexation {IndexationId} taken back, {Kept} contracts keep its prices")]
    private static partial void LogUndone(ILogger logger, long indexationId, int kept);

    [LoggerMessage(LogLevel.Error, "Indexation {IndexationId} could not be taken back of contracts {Contracts}")]
    private static partial void LogBroken(ILogger logger, Exception e, long indexationId, string contracts);
}
