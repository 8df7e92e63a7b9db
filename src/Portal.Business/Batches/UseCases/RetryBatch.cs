using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Batches.UseCases;

/// <summary>Tries again what was refused in a batch of one's own or cancelled with it, as a new batch: the old one keeps what it said.</summary>
public sealed class RetryBatch(PortalDbContextFactory contexts, BatchStarting starting, ICurrentUser user)
{
    public sealed record Input(long BatchId, Guid Request);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!BatchAccess.May(user))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var batch = await db.Batches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == input.BatchId && b.StartedById == user.UserId, ct);
        if (batch is null)
        {
            return Refusal.NotFound;
        }

        var refused = await db.BatchItems.Where(i => i.BatchId == batch.Id && (i.State == BatchItemState.Refused || i.State == BatchItemState.Cancelled))
            .Select(i => i.InvoiceId ?? i.VisitId!.Value).ToListAsync(ct);
        return batch.IsOver && refused.Count > 0
            ? await starting.StartAsync(batch.Kind, BatchSelection.Of(batch.Subject, refused), batch.Again, input.Request, null, batch.Id, ct)
            : Refusal.NotNow("Batches.NothingToRetry");
    }
}
