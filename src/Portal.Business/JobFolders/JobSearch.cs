using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders;

/// <summary>Jobs by number, name and PO number.</summary>
public sealed class JobSearch(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int atMost, CancellationToken ct)
    {
        var key = Folding.Key(text);
        if (!user.Has(Permissions.JobsView) || user.Clients.IsLimited || key.Length < 2)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var ids = await db.FindByKeyAsync(db.Jobs, j => j.SearchKey, key, atMost, ct);
        var found = await db.Jobs.AsNoTracking()
            .Where(j => ids.Contains(j.Id))
            .Select(j => new { j.Id, j.Number, j.Name, Client = db.Clients.Where(c => c.Id == j.ClientId).Select(c => c.Name).First() })
            .ToListAsync(ct);
        return [.. found.OrderBy(j => ids.IndexOf(j.Id)).Select(j => new SearchHit("job", j.Id, j.Number, j.Name == j.Client ? j.Client : $"{j.Client} · {j.Name}"))];
    }
}
