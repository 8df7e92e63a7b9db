using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>What happened in a job, newest first, a page at a time.</summary>
public sealed class ListJobTimeline(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimelineTexts texts)
{
    public sealed record Input(long JobId, PageRequest Page);

    public async Task<Result<Page<TimelineRow>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var entries = db.TimelineEntries.AsNoTracking().Where(e => e.JobId == input.JobId);
        var total = await entries.CountAsync(ct);
        var page = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        return new Page<TimelineRow>([.. page.Select(texts.Say)], total);
    }
}
