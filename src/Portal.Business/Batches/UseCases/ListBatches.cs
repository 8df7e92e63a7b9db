using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Batches.UseCases;

/// <summary>One's own batches, the latest first.</summary>
public sealed class ListBatches(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="OnlyOpen">Those that are being worked off.</param>
    public sealed record Input(PageRequest Page, bool OnlyOpen = false);

    public async Task<Result<Page<ShowBatch.View>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var mine = db.Batches.Where(b => b.StartedById == me && (!input.OnlyOpen || b.FinishedAt == null));
        var rows = await BatchViews.ReadAsync(db, mine.OrderByDescending(b => b.StartedAt).ThenByDescending(b => b.Id).Skip(input.Page.Skip).Take(input.Page.Take), ct);
        return new Page<ShowBatch.View>(rows, await mine.CountAsync(ct));
    }
}
