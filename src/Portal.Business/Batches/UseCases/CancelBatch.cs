using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Batches.UseCases;

/// <summary>Stops a batch of one's own: what is done stays done, what waits is left.</summary>
public sealed class CancelBatch(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long BatchId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!BatchAccess.May(user))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Batches.SingleOrDefaultAsync(b => b.Id == input.BatchId && b.StartedById == user.UserId, ct) is not { } batch)
        {
            return Refusal.NotFound;
        }

        if (batch.IsOver)
        {
            return Refusal.NotNow("Batches.IsOver");
        }

        batch.Cancel(clock.GetUtcNow().UtcDateTime);
        return await db.TrySaveAsync(ct);
    }
}
