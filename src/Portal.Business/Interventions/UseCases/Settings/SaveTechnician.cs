using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;
using Portal.Business.Timesheets;

namespace Portal.Business.Interventions.UseCases.Settings;

/// <summary>A member of staff becomes a technician, or one is changed. One that is inactive is planned no more.</summary>
public sealed class SaveTechnician(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Id">Null for a new one.</param>
    public sealed record Input(long? Id, int Version, TechnicianFields Fields);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var fields = input.Fields;
        var technician = input.Id is { } id ? await db.Technicians.SingleOrDefaultAsync(t => t.Id == id, ct) : null;
        if (input.Id is not null && technician is null)
        {
            return Refusal.NotFound;
        }

        var checks = new FieldChecks();
        fields.Check(checks);
        checks.RefuseIf(
            technician is null && !await db.Users.AnyAsync(u => u.Id == fields.UserId && !u.IsClientUser, ct), nameof(fields.UserId), Refusal.Invalid("Common.Required"));
        checks.RefuseIf(!await db.LegalEntities.AnyAsync(e => e.Id == fields.LegalEntityId, ct), nameof(fields.LegalEntityId), Refusal.Invalid("Common.Required"));
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        var entityId = fields.LegalEntityId;
        if (technician is null)
        {
            technician = new Technician { UserId = fields.UserId, LegalEntityId = entityId };
            db.Technicians.Add(technician);
        }
        else
        {
            db.ExpectVersion(technician, input.Version);
        }

        technician.LegalEntityId = entityId;
        technician.TeamId = await db.Teams.Where(t => t.Id == fields.TeamId && t.LegalEntityId == entityId).Select(t => (long?)t.Id).SingleOrDefaultAsync(ct);
        technician.SectorIds = await db.Sectors.Where(s => fields.SectorIds.Contains(s.Id) && s.LegalEntityId == entityId).Select(s => s.Id).ToListAsync(ct);
        technician.SkillIds = await db.Skills.Where(s => fields.SkillIds.Contains(s.Id) && s.LegalEntityId == entityId).Select(s => s.Id).ToListAsync(ct);
        technician.Week = new WorkingWeek([.. fields.Week.OrderBy(p => ((int)p.Day + 6) % 7).ThenBy(p => p.From)]);
        (technician.Color, technician.HourlyCost, technician.IsActive) = (fields.Color.ToLowerInvariant(), Money.Round(fields.HourlyCost), fields.IsActive);
        await ((await CostRates.OfAsync(db, technician.UserId, ct)) with { First = technician.HourlyCost }).ApplyAsync(db, technician.UserId, ct);
        return await db.TrySaveAsync(ct) is not { Refusal: { } refusal } ? technician.Id
            : refusal.Code == "Common.AlreadyThere" ? Refusal.Conflict("Interventions.PersonIsTechnician", "").On(nameof(fields.UserId)) : refusal;
    }
}
