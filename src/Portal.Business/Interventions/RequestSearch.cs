using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>Requests by number and title.</summary>
public sealed class RequestSearch(PortalDbContextFactory contexts, ICurrentUser user) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int atMost, CancellationToken ct)
    {
        var key = Folding.Key(text);
        if (!user.Has(Permissions.InterventionsView) || user.Clients.IsLimited || key.Length < 2)
        {
            return [];
        }

        await using var db = contexts.CreateDbContext();
        var ids = await db.FindByKeyAsync(db.ServiceRequests, r => r.SearchKey, key, atMost, ct);
        var found = await db.ServiceRequests.AsNoTracking().Where(r => ids.Contains(r.Id))
            .Select(r => new { r.Id, r.Number, r.Title, Client = db.Clients.Where(c => c.Id == r.ClientId).Select(c => c.Name).First() }).ToListAsync(ct);
        return [.. found.OrderBy(r => ids.IndexOf(r.Id)).Select(r => new SearchHit("request", r.Id, r.Number, $"{r.Client} · {r.Title}"))];
    }
}
