using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk;

/// <summary>Tickets by number and title.</summary>
public sealed class TicketSearch(PortalDbContextFactory contexts, ICurrentUser user) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int atMost, CancellationToken ct)
    {
        var key = Folding.Key(text);
        if (!user.Has(Permissions.HelpdeskView) || user.Clients.IsLimited || key.Length < 2)
        {
            return [];
        }

        await using var db = contexts.CreateDbContext();
        var ids = await db.FindByKeyAsync(db.Tickets, t => t.SearchKey, key, atMost, ct);
        var found = await db.Tickets.AsNoTracking().Where(t => ids.Contains(t.Id))
            .Select(t => new { t.Id, t.Number, t.Title, Client = db.Clients.Where(c => c.Id == t.ClientId).Select(c => c.Name).First() }).ToListAsync(ct);
        return [.. found.OrderBy(t => ids.IndexOf(t.Id)).Select(t => new SearchHit("ticket", t.Id, t.Number, $"{t.Client} · {t.Title}"))];
    }
}
