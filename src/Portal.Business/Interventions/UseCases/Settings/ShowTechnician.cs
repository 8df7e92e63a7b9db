using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Interventions.UseCases.Settings;

/// <summary>For the form of a technician, new or known: what stands in it and what can be chosen.</summary>
public sealed class ShowTechnician(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Option(long Id, string Name, long LegalEntityId);

    /// <param name="Name">Of the person; empty for a new one.</param>
    public sealed record Shown(
        int Version, TechnicianFields Fields, string Name, IReadOnlyList<Option> Companies, IReadOnlyList<Option> Teams,
        IReadOnlyList<Option> Sectors, IReadOnlyList<Option> Skills);

    /// <param name="id">Null for a new one.</param>
    public async Task<Result<Shown>> RunAsync(long? id, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var technician = id is null ? null : await db.Technicians.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
        if (id is not null && technician is null)
        {
            return Refusal.NotFound;
        }

        var companies = await db.LegalEntities.AsNoTracking().Where(e => e.IsActive).OrderBy(e => e.Name).Select(e => new Option(e.Id, e.Name, e.Id)).ToListAsync(ct);
        var name = technician is null ? null : await db.Users.Where(u => u.Id == technician.UserId).Select(u => u.DisplayName).SingleOrDefaultAsync(ct);
        var teams = await db.Teams.AsNoTracking().Where(t => t.IsActive || (technician != null && t.Id == technician.TeamId))
            .OrderBy(t => t.Name).Select(t => new Option(t.Id, t.Name, t.LegalEntityId)).ToListAsync(ct);
        var sectors = await db.Sectors.AsNoTracking().Where(s => s.IsActive).OrderBy(s => s.Name).Select(s => new Option(s.Id, s.Name, s.LegalEntityId)).ToListAsync(ct);
        var skills = await db.Skills.AsNoTracking().Where(s => s.IsActive).ToListAsync(ct);
        var fields = technician is null ? new TechnicianFields { LegalEntityId = companies.FirstOrDefault()?.Id ?? 0 } : TechnicianFields.Of(technician);
        return new Shown(
            technician?.Version ?? 0, fields, name ?? "", companies, teams, sectors,
            [.. skills.Select(s => new Option(s.Id, s.Name.In(CultureInfo.CurrentUICulture.Name), s.LegalEntityId)).OrderBy(s => s.Name, StringComparer.CurrentCulture)]);
    }
}
