using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Batches.UseCases;

/// <summary>How far a batch of one's own is.</summary>
public sealed class ShowBatch(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Subject">What it must be about; null: anything.</param>
    public sealed record Input(long BatchId, BatchSubject? Subject = null);

    /// <param name="Waiting">Not done yet, those being done included.</param>
    /// <param name="LeftOut">By the person who started it, as the preview had said.</param>
    public sealed record View(
        long Id, string Kind, BatchSubject Subject, DateTime StartedAt, DateTime? FinishedAt, bool IsCancelled, long? RetryOfId, int Total, int Waiting, int Done, int Refused, int LeftOut, int Cancelled)
    {
        public bool IsOver => FinishedAt is not null;
    }

    public async Task<Result<View>> RunAsync(Input input, CancellationToken ct)
    {
        if (!BatchAccess.May(user))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var views = await BatchViews.ReadAsync(db, db.Batches.Where(b => b.Id == input.BatchId && b.StartedById == user.UserId), ct);
        return views is [var view] && (input.Subject ?? view.Subject) == view.Subject ? view : Refusal.NotFound;
    }
}
