using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>People of ours, to look after a job or to do a task.</summary>
public sealed class FindColleagues(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(string Text, PageRequest Page);

    public sealed record Found(long Id, string Name);

    public async Task<Result<IReadOnlyList<Found>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().Where(u => !u.IsClientUser && u.LockedAt == null).Matching(u => u.SearchKey, input.Text)
            .OrderBy(u => u.SearchKey).ThenBy(u => u.Id).Skip(input.Page.Skip).Take(input.Page.Take).Select(u => new Found(u.Id, u.DisplayName)).ToListAsync(ct);
    }
}
