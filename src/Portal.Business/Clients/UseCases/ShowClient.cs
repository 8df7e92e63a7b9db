using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>Everything on a client's page.</summary>
public sealed class ShowClient(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, IEnumerable<ClientCounter> counters)
{
    /// <param name="IsUsed">Something refers to the client, so it can only be made inactive.</param>
    public sealed record Shown(
        long Id, int Version, bool IsActive, ClientFields Fields, string LegalEntity, LocalText? PaymentTerms, LocalText? FiscalPosition, string? GlAccount,
        IReadOnlyList<ShownContact> Contacts, IReadOnlyList<ShownSite> Sites, IReadOnlyList<ClientCount> Counts, bool IsUsed, IReadOnlyList<string> Labels);

    public sealed record ShownContact(long Id, int Version, ContactFields Fields, bool IsBillingManager);

    public sealed record ShownSite(long Id, int Version, SiteFields Fields);

    public async Task<Result<Shown>> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).Include(c => c.Sites).Include(c => c.Labels).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.Where(e => e.Id == client.LegalEntityId).Select(e => e.Name).SingleAsync(ct);
        var terms = await db.PaymentTerms.Where(t => t.Id == client.PaymentTermsId).Select(t => t.Name).SingleOrDefaultAsync(ct);
        var position = await db.FiscalPositions.Where(p => p.Id == client.FiscalPositionId).Select(p => p.Name).SingleOrDefaultAsync(ct);
        var account = await db.GlAccounts.Where(a => a.Id == client.DefaultGlAccountId).Select(a => a.Number).SingleOrDefaultAsync(ct);
        var counts = new List<ClientCount>();
        foreach (var counter in counters.Where(c => user.Has(c.Permission)).OrderBy(c => c.Order))
        {
            counts.Add(new ClientCount(counter.What, await counter.CountAsync(db, id, ct)));
        }

        return new Shown(
            client.Id, client.Version, client.IsActive, ClientFields.Of(client), entity, terms, position, account,
            [
                .. client.Contacts
                    .OrderByDescending(c => c.Id == client.BillingManagerId).ThenByDescending(c => c.IsActive).ThenByDescending(c => c.InvoicesByEmail)
                    .ThenBy(c => Folding.Fold(c.Name), StringComparer.Ordinal)
                    .Select(c => new ShownContact(c.Id, c.Version, ContactFields.Of(c), c.Id == client.BillingManagerId)),
            ],
            [
                .. client.Sites.OrderByDescending(s => s.IsActive).ThenBy(s => Folding.Fold(s.Name), StringComparer.Ordinal)
                    .Select(s => new ShownSite(s.Id, s.Version, SiteFields.Of(s))),
            ],
            counts,
            await db.AnyReferToAsync<Client>(id, ct, typeof(Contact), typeof(Site), typeof(ClientLabel)),
            [.. client.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Name)]);
    }
}
