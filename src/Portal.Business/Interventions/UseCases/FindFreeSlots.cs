using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Interventions.UseCases;

/// <summary>The next free times for a visit of a request: by duration, period, technician or team, sector of the site, and skill.</summary>
public sealed class FindFreeSlots(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public const int Most = 50;

    /// <summary>Days that are looked through.</summary>
    private const int Furthest = 92;

    /// <param name="Minutes">Null: as the request says.</param>
    /// <param name="From">Null: the request's wanted period, or today.</param>
    /// <param name="InSector">Only technicians of the sector that the site's postal code lies in (or the request names), where there is one.</param>
    /// <param name="WithSkill">Only technicians with the skill of the task type, where it needs one.</param>
    public sealed record Input(
        long RequestId, int? Minutes = null, DateOnly? From = null, DateOnly? To = null, long? TechnicianId = null, long? TeamId = null, bool InSector = true,
        bool WithSkill = true, int Wanted = 10);

    /// <param name="Sector">Its name, if people were chosen by it.</param>
    public sealed record Found(IReadOnlyList<FreeSlot> Slots, int Minutes, string Sector, DateOnly From, DateOnly To);

    public async Task<Result<Found>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.ServiceRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == input.RequestId, ct) is not { } request)
        {
            return Refusal.NotFound;
        }

        var minutes = input.Minutes ?? request.Minutes;
        if (minutes is < RequestFields.ShortestVisit or > RequestFields.LongestVisit)
        {
            return Refusal.Invalid("Interventions.MinutesOutOfRange", RequestFields.ShortestVisit, RequestFields.LongestVisit).On(nameof(input.Minutes));
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == request.LegalEntityId, ct);
        var today = entity.DayOf(now);
        var from = Later(input.From ?? request.WantedFrom ?? today, today);
        var to = input.To ?? (request.WantedTo is { } wanted && wanted >= from ? wanted : from.AddDays(Furthest));
        to = to > from.AddDays(Furthest) ? from.AddDays(Furthest) : to;
        if (to < from)
        {
            return Refusal.Invalid("Interventions.PeriodEndsBeforeItStarts").On(nameof(input.To));
        }

        var (people, sector) = await PeopleAsync(db, request, input, ct);
        var diaries = await Diaries.LoadAsync(db, people, entity.ToUtc(from, TimeOnly.MinValue), entity.ToUtc(to.AddDays(1), TimeOnly.MinValue), ct);
        return new Found(FreeSlots.Find(diaries, (from, to), minutes, now, Math.Clamp(input.Wanted, 1, Most)), minutes, sector, from, to);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static async Task<(List<long> People, string Sector)> PeopleAsync(PortalDbContext db, ServiceRequest request, Input input, CancellationToken ct)
    {
        var team = input.TeamId ?? (input.TechnicianId is null ? request.TeamId : null);
        var technicians = await db.Technicians.AsNoTracking()
            .Where(t => t.IsActive && t.LegalEntityId == request.LegalEntityId && (input.TechnicianId == null || t.UserId == input.TechnicianId) && (team == null || t.TeamId == team))
            .ToListAsync(ct);
        var skill = input.WithSkill ? await db.TaskTypes.Where(t => t.Id == request.TaskTypeId).Select(t => t.SkillId).SingleOrDefaultAsync(ct) : null;
        var sector = input.InSector ? await SectorAsync(db, request, ct) : null;
        return (
            [.. technicians.Where(t => (skill is null || t.SkillIds.Contains(skill.Value)) && (sector is null || t.SectorIds.Count == 0 || t.SectorIds.Contains(sector.Id))).Select(t => t.UserId)],
            sector?.Name ?? "");
    }

    private static async Task<Sector?> SectorAsync(PortalDbContext db, ServiceRequest request, CancellationToken ct) => request.SectorId is { } named
        ? await db.Sectors.AsNoTracking().SingleOrDefaultAsync(s => s.Id == named && s.IsActive, ct)
        : await RequestReferences.SectorOfAsync(db, request.LegalEntityId, request.ClientId, request.SiteId, ct);
}
