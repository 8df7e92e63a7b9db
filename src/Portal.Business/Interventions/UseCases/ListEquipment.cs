using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>What is installed at a client's, with how often it was asked about.</summary>
public sealed class ListEquipment(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private const int MostRows = 500;

    public sealed record Input(long ClientId, string Search = "", bool WithInactive = false);

    /// <param name="Last">The last request about it.</param>
    public sealed record Row(
        long Id, int Version, string Name, string SerialNumber, long? SiteId, string Site, long? ProductId, DateOnly? InstalledOn, DateOnly? WarrantyUntil, bool UnderWarranty, string Notes, bool IsActive,
        int Requests, EarlierRequest? Last);

    public sealed record Listed(string ClientName, IReadOnlyList<SiteChoice> Sites, IReadOnlyList<Row> Rows);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        var today = seller.Today(clock);
        var rows = await db.Equipment.AsNoTracking().Matching(e => e.SearchKey, input.Search)
            .Where(e => e.ClientId == client.Id && (input.WithInactive || e.IsActive))
            .OrderByDescending(e => e.IsActive).ThenBy(e => e.Name).ThenBy(e => e.Id).Take(MostRows)
            .Select(e => new
            {
                Equipment = e,
                Site = db.Sites.Where(s => s.Id == e.SiteId).Select(s => s.Name).FirstOrDefault(),
            })
            .ToListAsync(ct);
        var ids = rows.Select(r => r.Equipment.Id).ToList();
        var counts = await db.Set<RequestEquipment>().Where(x => ids.Contains(x.EquipmentId)).GroupBy(x => x.EquipmentId)
            .Select(g => new { g.Key, Count = g.Count(), Last = g.Max(x => x.RequestId) }).ToDictionaryAsync(g => g.Key, ct);
        var lastIds = counts.Values.Select(c => c.Last).ToList();
        var last = await db.ServiceRequests.Where(r => lastIds.Contains(r.Id))
            .Select(r => new EarlierRequest(r.Id, r.Number, r.Title, r.Status, r.CreatedAt)).ToDictionaryAsync(r => r.Id, ct);
        return new Listed(client.Name, await ClientSites.ChoicesAsync(db, client.Id, [.. rows.Select(r => r.Equipment.SiteId).OfType<long>()], ct),
            [.. rows.Select(r => new Row(
                r.Equipment.Id, r.Equipment.Version, r.Equipment.Name, r.Equipment.SerialNumber, r.Equipment.SiteId, r.Site ?? "", r.Equipment.ProductId, r.Equipment.InstalledOn,
                r.Equipment.WarrantyUntil, r.Equipment.IsUnderWarranty(today), r.Equipment.Notes, r.Equipment.IsActive,
                counts.GetValueOrDefault(r.Equipment.Id)?.Count ?? 0, counts.GetValueOrDefault(r.Equipment.Id) is { } known ? last.GetValueOrDefault(known.Last) : null))]);
    }
}
