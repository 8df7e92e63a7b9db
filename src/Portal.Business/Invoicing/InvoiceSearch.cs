using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing;

/// <summary>Invoices by number, PO number, client and title; what starts with the text comes before what contains it.</summary>
public sealed class InvoiceSearch(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int atMost, CancellationToken ct)
    {
        var key = Folding.Key(text);
        if (!user.Has(Permissions.InvoicesView) || user.Clients.IsLimited || key.Length < 2)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var ids = await db.FindByKeyAsync(db.Invoices, i => i.SearchKey, key, atMost, ct);
        var found = await db.Invoices.AsNoTracking()
            .Where(i => ids.Contains(i.Id))
            .Select(i => new { i.Id, Number = i.Number ?? i.ProformaNumber, i.Title, Client = db.Clients.Where(c => c.Id == i.ClientId).Select(c => c.Name).First() })
            .ToListAsync(ct);
        return [.. found.OrderBy(i => ids.IndexOf(i.Id)).Select(i =>
            new SearchHit("invoice", i.Id, i.Number, i.Title.Length == 0 ? i.Client : $"{i.Client} · {i.Title}"))];
    }
}
