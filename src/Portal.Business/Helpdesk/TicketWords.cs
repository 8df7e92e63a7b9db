using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk;

/// <summary>Looks for the words of a search once, in the index of the tickets' keys alone.</summary>
internal static class TicketWords
{
    private const int MostHits = 5000;

    private const int MostClients = 1000;

    /// <summary>The tickets whose number and title, or the name of whose client, hold every word.</summary>
    /// <returns>By their ids, unless they are so many that a page of them is soon found.</returns>
    public static async Task<IQueryable<Ticket>> SearchedAsync(PortalDbContext db, string search, CancellationToken ct)
    {
        var tickets = db.Tickets.AsNoTracking();
        if (string.IsNullOrWhiteSpace(search))
        {
            return tickets;
        }

        var words = Searching.Words(search).ToList();
        if (words.Count > 1 && await ClientWords.FindAsync(
            db, db.Tickets, t => t.SearchKey, (t, word) => t.SearchKey.Contains(word) || db.Clients.Any(c => c.Id == t.ClientId && c.SearchKey.Contains(word)), words, MostHits, ct) is { } few)
        {
            return db.Tickets.AsNoTracking().Where(t => EF.Parameter(few).Contains(t.Id));
        }

        foreach (var word in words)
        {
            var clients = await db.Clients.Matching(c => c.SearchKey, word).Select(c => c.Id).Take(MostClients + 1).ToListAsync(ct);
            tickets = clients.Count == 0 ? tickets.Matching(t => t.SearchKey, word)
                : clients.Count > MostClients ? tickets.Where(t => t.SearchKey.Contains(word) || db.Clients.Where(c => c.SearchKey.Contains(word)).Select(c => c.Id).Contains(t.ClientId))
                : tickets.Where(t => t.SearchKey.Contains(word) || EF.Parameter(clients).Contains(t.ClientId));
        }

        var hits = await tickets.Select(t => t.Id).Take(MostHits + 1).ToListAsync(ct);
        return hits.Count > MostHits ? tickets : db.Tickets.AsNoTracking().Where(t => EF.Parameter(hits).Contains(t.Id));
    }
}
