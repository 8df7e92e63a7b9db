using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.UseCases;

namespace Portal.Business.Batches;

/// <summary>Writes a batch with all its items in one save. Whoever calls has checked the permission to see what it is about.</summary>
public sealed class BatchStarting(PortalDbContextFactory contexts, IEnumerable<IBatchKind> kinds, ListVisits visits, ICurrentUser user, TimeProvider clock)
{
    /// <param name="mark">Of the preview; null starts without one.</param>
    internal async Task<Result<long>> StartAsync(
        string kindName, BatchSelection selection, bool again, Guid request, string? mark, long? retryOfId, CancellationToken ct)
    {
        if (user.UserId is not { } me || kinds.FirstOrDefault(k => k.Name == kindName) is not { } kind || !kind.Permissions.All(user.Has))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await FindAsync(db, me, request, ct) is { } started)
        {
            return started;
        }

        if (await BatchPlan.MakeAsync(db, kind, selection, again, visits, clock, ct) is not { } plan)
        {
            return Refusal.Invalid("Batches.TooMany", BatchPlan.MostItems);
        }

        if (mark is not null && mark != plan.Mark)
        {
            return Refusal.Conflict("Batches.Changed");
        }

        if (plan.Entries.All(e => e.IsLeftOut))
        {
            return Refusal.NotNow("Batches.NothingToDo");
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var batch = new Batch(kind, me, user.Name, request, again, retryOfId, now);
        db.Batches.Add(batch);
        db.BatchItems.AddRange(plan.Entries.Select((e, i) => new BatchItem(batch, i + 1, e.Id, e.Version, e.Verdict.Refusals, now)));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            return batch.Id;
        }

        // The same press of the button, twice at once: the other one has started it.
        return await FindAsync(db, me, request, ct) is { } other ? other : saved.Refusal!;
    }

    private static async Task<long?> FindAsync(PortalDbContext db, long me, Guid request, CancellationToken ct) =>
        await db.Batches.Where(b => b.StartedById == me && b.RequestKey == request).Select(b => (long?)b.Id).SingleOrDefaultAsync(ct);
}
