using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Adds or changes a product installed at a client's; one that is gone is made inactive, its history stays.</summary>
public sealed class SaveEquipment(PortalDbContextFactory contexts, ICurrentUser user, ILogger<SaveEquipment> log)
{
    /// <param name="Id">Null adds one.</param>
    /// <param name="Version">Of the one that is changed.</param>
    public sealed record Input(
        long ClientId, long? Id, int Version, string Name, string SerialNumber, long? SiteId, long? ProductId, DateOnly? InstalledOn, DateOnly? WarrantyUntil, string Notes, bool IsActive = true);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var equipment = input.Id is { } id ? await db.Equipment.SingleOrDefaultAsync(e => e.Id == id && e.ClientId == input.ClientId, ct) : null;
        if ((equipment is null && input.Id is not null) || !await db.Clients.AnyAsync(c => c.Id == input.ClientId, ct))
        {
            return Refusal.NotFound;
        }

        var refusals = await CheckAsync(db, input, ct);
        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        if (equipment is null)
        {
            equipment = new Equipment { ClientId = input.ClientId, Name = input.Name.Trim() };
            db.Equipment.Add(equipment);
        }
        else
        {
            db.ExpectVersion(equipment, input.Version);
        }

        equipment.Name = input.Name.Trim();
        equipment.SerialNumber = input.SerialNumber.Trim();
        (equipment.SiteId, equipment.ProductId) = (input.SiteId, input.ProductId);
        (equipment.InstalledOn, equipment.WarrantyUntil) = (input.InstalledOn, input.WarrantyUntil);
        (equipment.Notes, equipment.IsActive) = (input.Notes.Trim(), input.IsActive);
        equipment.IndexForSearch();
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        log.EquipmentSaved(equipment.Id, equipment.ClientId);
        return equipment.Id;
    }

    private static async Task<List<Refusal>> CheckAsync(PortalDbContext db, Input input, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(input.Name))
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(input.Name)));
        }

        if (input is { InstalledOn: { } installed, WarrantyUntil: { } until } && until < installed)
        {
            refusals.Add(Refusal.Invalid("Interventions.PeriodEndsBeforeItStarts").On(nameof(input.WarrantyUntil)));
        }

        if (!await ClientSites.MayNameAsync(db, input.SiteId, input.ClientId, ct))
        {
            refusals.Add(Refusal.Invalid("Interventions.UnknownChoice").On(nameof(input.SiteId)));
        }

        if (input.ProductId is { } product && !await db.Products.AnyAsync(p => p.Id == product, ct))
        {
            refusals.Add(Refusal.Invalid("Interventions.UnknownChoice").On(nameof(input.ProductId)));
        }

        return refusals;
    }
}
