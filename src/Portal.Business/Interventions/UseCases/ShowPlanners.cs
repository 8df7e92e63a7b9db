using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Whom the calendar may show: companies, teams, technicians with their working weeks, sectors, skills and closing days.</summary>
public sealed class ShowPlanners(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Person(
        long UserId, string Name, long LegalEntityId, long? TeamId, string Color, WorkingWeek Week, IReadOnlyList<long> SectorIds, IReadOnlyList<long> SkillIds);

    public sealed record Group(long Id, long LegalEntityId, string Name);

    /// <param name="Mine">Whether the user is a technician, and of which company.</param>
    public sealed record Shown(
        IReadOnlyList<LegalEntity> Companies, IReadOnlyList<Person> People, IReadOnlyList<Group> Teams, IReadOnlyList<Group> Sectors, IReadOnlyList<Group> Skills,
        IReadOnlyList<ClosingDay> ClosingDays, long? Mine);

    public async Task<Result<Shown>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var companies = await db.LegalEntities.AsNoTracking().Where(e => e.IsActive).OrderBy(e => e.Name).ToListAsync(ct);
        var people = await (
            from technician in db.Technicians.AsNoTracking().Where(t => t.IsActive)
            join person in db.Users on technician.UserId equals person.Id
            orderby person.DisplayName, person.Id
            select new Person(
                person.Id, person.DisplayName, technician.LegalEntityId, technician.TeamId, technician.Color, technician.Week, technician.SectorIds, technician.SkillIds)).ToListAsync(ct);
        people.Sort((a, b) => StringComparer.CurrentCultureIgnoreCase.Compare(a.Name, b.Name));
        var teams = await db.Teams.AsNoTracking().Where(t => t.IsActive).OrderBy(t => t.Name).Select(t => new Group(t.Id, t.LegalEntityId, t.Name)).ToListAsync(ct);
        var sectors = await db.Sectors.AsNoTracking().Where(t => t.IsActive).OrderBy(t => t.Name).Select(t => new Group(t.Id, t.LegalEntityId, t.Name)).ToListAsync(ct);
        var skills = (await db.Skills.AsNoTracking().Where(s => s.IsActive).ToListAsync(ct))
            .Select(s => new Group(s.Id, s.LegalEntityId, s.Name.In(System.Globalization.CultureInfo.CurrentUICulture.Name))).OrderBy(s => s.Name, StringComparer.CurrentCulture).ToList();
        var from = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddYears(-1);
        var closed = await db.ClosingDays.AsNoTracking().Where(c => c.Day >= from).OrderBy(c => c.Day).ToListAsync(ct);
        return new Shown(companies, people, teams, sectors, skills, closed, people.Find(p => p.UserId == user.UserId)?.LegalEntityId);
    }
}
