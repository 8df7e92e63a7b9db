using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Indexing;

/// <summary>
/// Applies an indexation of many contracts after the indexation itself is saved, some at a time. Interrupted, it goes on: lines that have their new
/// price are no candidates any more. Each chunk raises the version of the indexation: undone meanwhile, it stops, and who undoes it saw all its lines.
/// </summary>
public sealed partial class IndexationRun(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, Steps steps, ILogger<IndexationRun> log)
{
    /// <summary>Chunk after chunk, each in a save of its own; a chunk that is refused goes contract by contract.</summary>
    internal async Task<Result<ApplyIndexation.Done>> GoOnAsync(Indexation indexation, CancellationToken ct)
    {
        var skipped = 0;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var left = (await IndexationCandidates.ReadAsync(db, indexation, ct)).Where(l => l.Why is null).GroupBy(l => l.ContractId).ToList();
        foreach (var chunk in left.Chunk(ApplyIndexation.InOneSave))
        {
            if (!(await SaveChunkAsync(indexation, [.. chunk.SelectMany(c => c)], ct)).Succeeded)
            {
                foreach (var contract in chunk)
                {
                    var saved = await SaveChunkAsync(indexation, [.. contract], ct);
                    skipped += saved.Succeeded ? 0 : 1;
                }
            }

            steps.Reached("contracts.indexation-chunk");
            if (await db.Indexations.AnyAsync(i => i.Id == indexation.Id && i.UndoneAt != null, ct))
            {
                return Refusal.NotNow("Contracts.IndexationUndoneMeanwhile");
            }
        }

        var own = await db.Indexations.SingleAsync(i => i.Id == indexation.Id, ct);
        own.Finish(clock.GetUtcNow().UtcDateTime);
        var finished = await db.TrySaveAsync(ct);
        LogApplied(log, indexation.Id, skipped);
        return finished.Refusal is { } refusal ? refusal : (await DoneOfAsync(db, own, ct)).Value with { Skipped = skipped };
    }

    private async Task<Result> SaveChunkAsync(Indexation indexation, IReadOnlyList<IndexedLine> lines, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var own = await db.Indexations.SingleAsync(i => i.Id == indexation.Id, ct);
        if (own.UndoneAt is not null)
        {
            return Refusal.Stale;
        }

        db.Touch(own);
        var amended = await IndexationAmendments.AddAsync(db, user, indexation, lines, ct);
        return amended.Succeeded ? await db.TrySaveAsync(ct) : amended;
    }

    internal static async Task<Result<ApplyIndexation.Done>> DoneOfAsync(PortalDbContext db, Indexation indexation, CancellationToken ct) =>
        new ApplyIndexation.Done(indexation.Id, await db.ContractLines.CountAsync(l => l.IndexationId == indexation.Id, ct), 0);

    [LoggerMessage(LogLevel.Information, "Indexation {IndexationId} applied, {Skipped} contracts skipped")]
    private static partial void LogApplied(ILogger logger, long indexationId, int skipped);
}
