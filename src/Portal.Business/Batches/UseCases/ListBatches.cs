using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Batches.UseCases;

/// <summary>One's own batches of invoices, or of visits, the latest first.</summary>
public sealed class ListBatches(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="OnlyOpen">Those that are being worked off.</param>
    public sealed record Input(PageRequest Page, bool OnlyOpen = false, BatchSubject Subject = BatchSubject.Invoice);

    public async Task<Result<Page<ShowBatch.View>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!BatchAccess.May(user, input.Subject) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var mine = db.Batches.Where(b => b.StartedById == me && b.Subject == input.Subject && (!input.OnlyOpen || b.FinishedAt == null));
        var rows = await BatchViews.ReadAsync(db, mine.OrderByDescending(b => b.StartedAt).ThenByDescending(b => b.Id).Skip(input.Page.Skip).Take(input.Page.Take), ct);
        return new Page<ShowBatch.View>(rows, await mine.CountAsync(ct));
    }
}
