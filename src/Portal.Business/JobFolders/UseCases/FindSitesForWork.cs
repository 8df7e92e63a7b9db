using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Active sites of a client to start a job for, by name or address.</summary>
public sealed class FindSitesForWork(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long ClientId, string Text, PageRequest Page);

    public async Task<Result<IReadOnlyList<SiteChoice>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit) && !user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Sites.Where(s => s.ClientId == input.ClientId && s.IsActive).Matching(s => s.SearchKey, input.Text)
            .OrderBy(s => s.Name).ThenBy(s => s.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(s => new SiteChoice(s.Id, s.Name, s.Address, s.Code)).ToListAsync(ct);
    }
}
