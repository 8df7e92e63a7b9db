using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions.Planning;

/// <summary>Reads diaries: working weeks, visits as the one who leads or comes along, absences, and closing days of the company.</summary>
internal static class Diaries
{
    /// <param name="from">UTC.</param>
    /// <param name="to">UTC, not counted any more.</param>
    public static async Task<IReadOnlyList<Diary>> LoadAsync(PortalDbContext db, IReadOnlyCollection<long> userIds, DateTime from, DateTime to, CancellationToken ct)
    {
        if (userIds.Count == 0)
        {
            return [];
        }

        var people = await (
            from technician in db.Technicians.AsNoTracking().Where(t => userIds.Contains(t.UserId))
            join person in db.Users on technician.UserId equals person.Id
            join entity in db.LegalEntities on technician.LegalEntityId equals entity.Id
            select new { technician.UserId, Name = person.DisplayName, technician.Week, Entity = entity }).ToListAsync(ct);
        var earliest = from.AddMinutes(-RequestFields.LongestVisit);
        var visits = await db.Visits.AsNoTracking()
            .Where(v => v.StartsAt > earliest && v.StartsAt < to && v.EndsAt > from && v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed)
            .Where(v => (v.TechnicianId != null && userIds.Contains(v.TechnicianId.Value)) || v.Crew.Any(h => userIds.Contains(h.UserId)))
            .Select(v => new { v.Id, v.Number, v.TechnicianId, v.StartsAt, v.EndsAt, Crew = v.Crew.Select(h => h.UserId).ToList() }).ToListAsync(ct);
        var absences = await db.Absences.AsNoTracking().Where(a => userIds.Contains(a.UserId) && a.From < to && a.To > from).ToListAsync(ct);
        var (firstDay, lastDay) = (DateOnly.FromDateTime(from.AddDays(-1)), DateOnly.FromDateTime(to.AddDays(1)));
        var closed = await db.ClosingDays.AsNoTracking().Where(c => c.Day >= firstDay && c.Day <= lastDay).ToListAsync(ct);
        return
        [
            .. people.Select(p => new Diary(p.UserId, p.Name, p.Week, TimeZoneInfo.FindSystemTimeZoneById(p.Entity.TimeZone),
            [
                .. visits.Where(v => v.TechnicianId == p.UserId || v.Crew.Contains(p.UserId)).Select(v => new Busy(v.StartsAt, v.EndsAt, BusyKind.Visit, v.Number, v.Id)),
                .. absences.Where(a => a.UserId == p.UserId).Select(a => new Busy(a.From, a.To, BusyKind.Absence, a.Reason)),
                .. closed.Where(c => c.LegalEntityId == p.Entity.Id).Select(c => Closed(c, p.Entity)),
            ])),
        ];
    }

    /// <summary>Everything that stands in the way of these visits, as they are now; they move together and are not in each other's way.</summary>
    public static async Task<IReadOnlyList<VisitConflict>> ConflictsAsync(PortalDbContext db, IReadOnlyCollection<Visit> visits, CancellationToken ct)
    {
        var people = visits.SelectMany(Who).ToHashSet();
        if (people.Count == 0)
        {
            return [];
        }

        var diaries = (await LoadAsync(db, people, visits.Min(v => v.StartsAt), visits.Max(v => v.EndsAt), ct)).ToDictionary(d => d.UserId);
        var own = visits.Select(v => v.Id).ToHashSet();
        return
        [
            .. visits.SelectMany(visit => Who(visit).Where(diaries.ContainsKey).SelectMany(id => VisitConflict.Of(diaries[id], visit.StartsAt, visit.EndsAt, own))).Distinct(),
        ];
    }

    /// <summary>
    /// Who books a free slot holds the technicians until their save: whoever else books one of theirs waits, and then sees it taken. In
    /// the order of the ids, so that two who want the same people do not wait for each other forever.
    /// </summary>
    public static async Task HoldAsync(PortalDbContext db, IEnumerable<long> userIds, CancellationToken ct)
    {
        foreach (var id in userIds.Distinct().Order())
        {
            await db.Technicians.Where(t => t.UserId == id).ExecuteUpdateAsync(set => set.SetProperty(t => t.IsActive, t => t.IsActive), ct);
        }
    }

    public static IEnumerable<long> Who(Visit visit) => visit.Crew.Select(h => h.UserId).Concat(visit.TechnicianId is { } leader ? [leader] : []).Distinct();

    private static Busy Closed(ClosingDay day, LegalEntity entity) =>
        new(entity.ToUtc(day.Day, TimeOnly.MinValue), entity.ToUtc(day.Day.AddDays(1), TimeOnly.MinValue), BusyKind.Closed, day.Name);
}
