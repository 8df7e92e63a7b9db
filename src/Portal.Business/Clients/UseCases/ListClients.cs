using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>One page of the clients that a filter lets through.</summary>
public sealed class ListClients(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(ClientFilter Filter, PageRequest Page);

    public sealed record Row(
        long Id, string Name, ClientKind Kind, string City, string Country, string LegalEntity, string Language, string Currency,
        string BillingManager, string BillingEmail, string Phone, bool IsActive, IReadOnlyList<string> Labels);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = input.Filter.Apply(db.Clients.AsNoTracking());
        var total = await found.CountAsync(ct);
        var rows = await Sorted(db, found, input.Page)
            .Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(c => new Row(
                c.Id, c.Name, c.Kind, c.BillingAddress.City, c.BillingAddress.Country,
                db.LegalEntities.Where(e => e.Id == c.LegalEntityId).Select(e => e.Name).First(),
                c.Language, c.Currency,
                c.Contacts.Where(m => m.Id == c.BillingManagerId).Select(m => m.Name).FirstOrDefault() ?? "",
                c.Contacts.Where(m => m.Id == c.BillingManagerId).Select(m => m.Email).FirstOrDefault() ?? "",
                c.Phone, c.IsActive, c.Labels.OrderBy(l => l.Key).Select(l => l.Name).ToList()))
            .ToListAsync(ct);
        return new Page<Row>(rows, total);
    }

    private static IQueryable<Client> Sorted(PortalDbContext db, IQueryable<Client> clients, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            ("city", false) => clients.OrderBy(c => c.BillingAddress.City).ThenBy(c => c.FoldedName),
            ("city", true) => clients.OrderByDescending(c => c.BillingAddress.City).ThenBy(c => c.FoldedName),
            ("entity", false) => clients.OrderBy(c => db.LegalEntities.First(e => e.Id == c.LegalEntityId).Name).ThenBy(c => c.FoldedName),
            ("entity", true) => clients.OrderByDescending(c => db.LegalEntities.First(e => e.Id == c.LegalEntityId).Name).ThenBy(c => c.FoldedName),
            ("language", false) => clients.OrderBy(c => c.Language).ThenBy(c => c.FoldedName),
            ("language", true) => clients.OrderByDescending(c => c.Language).ThenBy(c => c.FoldedName),
            (_, true) => clients.OrderByDescending(c => c.FoldedName),
            _ => clients.OrderBy(c => c.FoldedName),
        };
        return sorted.ThenBy(c => c.Id);
    }
}
