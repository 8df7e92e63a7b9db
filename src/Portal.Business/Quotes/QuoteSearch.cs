using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Quotes;

/// <summary>Quotes by number, title and PO number; what starts with the text comes before what contains it.</summary>
public sealed class QuoteSearch(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int atMost, CancellationToken ct)
    {
        var key = Folding.Key(text);
        if (!user.Has(Permissions.QuotesView) || user.Clients.IsLimited || key.Length < 2)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var ids = await db.FindByKeyAsync(db.Quotes, q => q.SearchKey, key, atMost, ct);
        var found = await db.Quotes.AsNoTracking()
            .Where(q => ids.Contains(q.Id))
            .Select(q => new { q.Id, q.Number, q.Revision, q.Title, Client = db.Clients.Where(c => c.Id == q.ClientId).Select(c => c.Name).First() })
            .ToListAsync(ct);
        return [.. found.OrderBy(q => ids.IndexOf(q.Id)).Select(q =>
            new SearchHit("quote", q.Id, Quote.FullNumberOf(q.Number, q.Revision), q.Title.Length == 0 ? q.Client : $"{q.Client} · {q.Title}"))];
    }
}
