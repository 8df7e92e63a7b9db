using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches.UseCases;
using Portal.Business.Data;

namespace Portal.Business.Batches;

/// <summary>Batches with how far they are, in two queries.</summary>
internal static class BatchViews
{
    /// <param name="found">In the order wanted; a page at most.</param>
    public static async Task<IReadOnlyList<ShowBatch.View>> ReadAsync(PortalDbContext db, IQueryable<Batch> found, CancellationToken ct)
    {
        var batches = await found.AsNoTracking().ToListAsync(ct);
        var ids = batches.Select(b => b.Id).ToList();
        var counts = await db.BatchItems.Where(i => ids.Contains(i.BatchId)).GroupBy(i => new { i.BatchId, i.State })
            .Select(g => new { g.Key.BatchId, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        return [.. batches.Select(b =>
        {
            int Of(params BatchItemState[] states) => counts.Where(c => c.BatchId == b.Id && states.Contains(c.State)).Sum(c => c.Count);
            return new ShowBatch.View(
                b.Id, b.Kind, b.Subject, b.StartedAt, b.FinishedAt, b.CancelledAt is not null, b.RetryOfId, Of(Enum.GetValues<BatchItemState>()),
                Of(BatchItemState.Waiting, BatchItemState.Running), Of(BatchItemState.Done), Of(BatchItemState.Refused), Of(BatchItemState.LeftOut), Of(BatchItemState.Cancelled));
        })];
    }
}
