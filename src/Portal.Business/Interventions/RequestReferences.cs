using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Interventions;

/// <summary>Who is to do a request, before any visit is planned.</summary>
public sealed record RequestAssignment(long? SectorId, long? TeamId, long? TechnicianId);

/// <summary>What a request names has to belong to its client and its company.</summary>
internal static class RequestReferences
{
    public static async Task<List<Refusal>> CheckAsync(
        PortalDbContext db, long clientId, long legalEntityId, ServiceRequest.Head head, IReadOnlyCollection<long> equipmentIds, CancellationToken ct)
    {
        var refusals = RequestFields.Check(head);
        void Unknown(bool known, string field)
        {
            if (!known)
            {
                refusals.Add(Refusal.Invalid("Interventions.UnknownChoice").On(field));
            }
        }

        Unknown(await ClientSites.MayNameAsync(db, head.SiteId, clientId, ct), nameof(head.SiteId));
        Unknown(head.ContactId is null || await db.Set<Contact>().AnyAsync(c => c.Id == head.ContactId && c.ClientId == clientId, ct), nameof(head.ContactId));
        Unknown(head.TaskTypeId is null || await db.TaskTypes.AnyAsync(t => t.Id == head.TaskTypeId && t.LegalEntityId == legalEntityId, ct), nameof(head.TaskTypeId));
        Unknown(
            head.FiscalPositionId is null || await db.FiscalPositions.AnyAsync(p => p.Id == head.FiscalPositionId && p.LegalEntityId == legalEntityId, ct), nameof(head.FiscalPositionId));
        Unknown(
            equipmentIds.Count == 0 || await db.Equipment.CountAsync(e => equipmentIds.Contains(e.Id) && e.ClientId == clientId, ct) == equipmentIds.Distinct().Count(), "EquipmentIds");
        return refusals;
    }

    public static async Task<Refusal?> CheckAsync(PortalDbContext db, long legalEntityId, RequestAssignment to, CancellationToken ct) =>
        to.SectorId is { } sector && !await db.Sectors.AnyAsync(s => s.Id == sector && s.LegalEntityId == legalEntityId, ct) ? Refusal.Invalid("Interventions.UnknownChoice").On(nameof(to.SectorId))
        : to.TeamId is { } team && !await db.Teams.AnyAsync(t => t.Id == team && t.LegalEntityId == legalEntityId, ct) ? Refusal.Invalid("Interventions.UnknownChoice").On(nameof(to.TeamId))
        : to.TechnicianId is { } person && !await db.Technicians.AnyAsync(t => t.UserId == person && t.IsActive, ct) ? Refusal.Invalid("Interventions.NoSuchTechnician").On(nameof(to.TechnicianId))
        : null;

    /// <summary>The sector that the place of the work lies in.</summary>
    public static async Task<Sector?> SectorOfAsync(PortalDbContext db, long legalEntityId, long clientId, long? siteId, CancellationToken ct)
    {
        var postalCode = siteId is null
            ? await db.Clients.Where(c => c.Id == clientId).Select(c => c.BillingAddress.PostalCode).SingleOrDefaultAsync(ct)
            : await db.Sites.Where(s => s.Id == siteId).Select(s => s.Address.PostalCode).SingleOrDefaultAsync(ct);
        return Sectors.Of(await db.Sectors.AsNoTracking().Where(s => s.LegalEntityId == legalEntityId && s.IsActive).ToListAsync(ct), postalCode ?? "");
    }
}
