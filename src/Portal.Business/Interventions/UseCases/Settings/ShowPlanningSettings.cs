using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases.Settings;

/// <summary>Teams, sectors, skills and closing days of a company: short lists that people keep on one page.</summary>
public sealed class ShowPlanningSettings(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Company(long Id, string Name);

    public sealed record Shown(
        IReadOnlyList<Company> Companies, long CompanyId, IReadOnlyList<Team> Teams, IReadOnlyList<Sector> Sectors, IReadOnlyList<Skill> Skills,
        IReadOnlyList<ClosingDay> ClosingDays);

    /// <param name="companyId">Null: the first by name.</param>
    public async Task<Result<Shown>> RunAsync(long? companyId, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var companies = await db.LegalEntities.AsNoTracking().Where(e => e.IsActive).OrderBy(e => e.Name).Select(e => new Company(e.Id, e.Name)).ToListAsync(ct);
        var id = companies.Find(c => c.Id == companyId)?.Id ?? companies.FirstOrDefault()?.Id ?? 0;
        var since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddMonths(-1);
        return new Shown(
            companies, id,
            await db.Teams.AsNoTracking().Where(t => t.LegalEntityId == id).OrderBy(t => t.Name).ToListAsync(ct),
            await db.Sectors.AsNoTracking().Where(s => s.LegalEntityId == id).OrderBy(s => s.Name).ToListAsync(ct),
            await db.Skills.AsNoTracking().Where(s => s.LegalEntityId == id).OrderBy(s => s.Id).ToListAsync(ct),
            await db.ClosingDays.AsNoTracking().Where(c => c.LegalEntityId == id && c.Day >= since).OrderBy(c => c.Day).ToListAsync(ct));
    }
}
