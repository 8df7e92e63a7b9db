using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients;

/// <summary>Clients in the search box: by the start of their name from an index, then by any of their words.</summary>
public sealed class ClientSearch(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int atMost, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsView))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var start = Client.FoldName(text);
        var hits = await HitsAsync(db.Clients.Where(c => c.FoldedName.StartsWith(start)), atMost, ct);
        if (hits.Count < atMost)
        {
            var more = await HitsAsync(db.Clients.Matching(c => c.SearchKey, text), atMost, ct);
            hits = [.. hits.Concat(more).DistinctBy(h => h.Id).Take(atMost)];
        }

        return hits;
    }

    private static Task<List<SearchHit>> HitsAsync(IQueryable<Client> clients, int atMost, CancellationToken ct) =>
        clients.AsNoTracking().OrderByDescending(c => c.IsActive).ThenBy(c => c.FoldedName).ThenBy(c => c.Id).Take(atMost)
            .Select(c => new SearchHit("client", c.Id, c.Name, c.BillingAddress.City)).ToListAsync(ct);
}
