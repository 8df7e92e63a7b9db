using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients;

/// <summary>A service site to choose from.</summary>
public sealed record SiteChoice(long Id, string Name, Address Address, string Code = "")
{
    /// <summary>"Atelier, 12 rue du Port, Québec (QC)  G1K 4A1".</summary>
    public string Text => string.Join(", ", Address.Lines().Prepend(Site.NameWith(Name, Code)));
}

/// <summary>Where work is delivered: the sites of a client that jobs, quotes and invoices may name.</summary>
internal static class ClientSites
{
    /// <summary>The active sites, and one that is chosen already.</summary>
    public static Task<List<SiteChoice>> ChoicesAsync(PortalDbContext db, long clientId, IReadOnlyCollection<long> chosen, CancellationToken ct) =>
        db.Sites.Where(s => s.ClientId == clientId && (s.IsActive || chosen.Contains(s.Id)))
            .OrderBy(s => s.Name).ThenBy(s => s.Id).Select(s => new SiteChoice(s.Id, s.Name, s.Address, s.Code)).ToListAsync(ct);

    /// <summary>No site, or one of the client's.</summary>
    public static async Task<bool> MayNameAsync(PortalDbContext db, long? siteId, long clientId, CancellationToken ct) =>
        siteId is null || await db.Sites.AnyAsync(s => s.Id == siteId && s.ClientId == clientId, ct);

    public static async Task<DeliveryPlace?> PlaceAsync(PortalDbContext db, long? siteId, CancellationToken ct) => siteId is null
        ? null
        : await db.Sites.AllClients().Where(s => s.Id == siteId).Select(s => new DeliveryPlace(s.Name, s.Address)).SingleOrDefaultAsync(ct);
}

/// <summary>Where goods or work are delivered; documents name it where it is not the billing address.</summary>
public sealed record DeliveryPlace(string Name, Address Address)
{
    /// <summary>Null where nothing has to be said: no address, or the same as the invoice goes to.</summary>
    public DeliveryPlace? OtherThan(Address billing) => Address.Lines().Count == 0 || Address == billing ? null : this;
}
