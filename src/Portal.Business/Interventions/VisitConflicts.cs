using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

public enum VisitConflictKind
{
    OtherVisit,
    Absence,
    OutsideHours,
}

/// <summary>Something that speaks against a time for a person. A warning: whoever plans decides.</summary>
/// <param name="From">UTC; of what is in the way.</param>
/// <param name="Detail">The number of the other visit, or the reason of the absence.</param>
public sealed record VisitConflict(VisitConflictKind Kind, long UserId, string Person, DateTime From, DateTime To, long? VisitId = null, string Detail = "");

/// <summary>What is in the way of a visit.</summary>
internal static class VisitConflicts
{
    /// <param name="seller">In whose time zone people work.</param>
    /// <param name="from">UTC.</param>
    /// <param name="to">UTC, the first instant after it.</param>
    /// <param name="exceptVisitId">The visit itself.</param>
    public static async Task<IReadOnlyList<VisitConflict>> FindAsync(
        PortalDbContext db, LegalEntity seller, IReadOnlyCollection<long> people, DateTime from, DateTime to, long? exceptVisitId, CancellationToken ct)
    {
        if (people.Count == 0)
        {
            return [];
        }

        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        var visits = db.Visits.Where(v => v.Id != exceptVisitId && v.StartsAt < to && v.EndsAt > from && v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed);
        var led = await visits.Where(v => v.TechnicianId != null && people.Contains(v.TechnicianId.Value))
            .Select(v => new { UserId = v.TechnicianId!.Value, v.Id, v.Number, v.StartsAt, v.EndsAt }).ToListAsync(ct);
        var helped = await visits.SelectMany(v => v.Crew, (v, h) => new { h.UserId, v.Id, v.Number, v.StartsAt, v.EndsAt }).Where(h => people.Contains(h.UserId)).ToListAsync(ct);
        var away = await db.Absences.AsNoTracking().Where(a => people.Contains(a.UserId) && a.From < to && a.To > from).ToListAsync(ct);
        var weeks = await db.Technicians.AsNoTracking().Where(t => people.Contains(t.UserId)).Select(t => new { t.UserId, t.Week }).ToListAsync(ct);
        return
        [
            .. led.Concat(helped).OrderBy(v => v.StartsAt)
                .Select(v => new VisitConflict(VisitConflictKind.OtherVisit, v.UserId, names.GetValueOrDefault(v.UserId, ""), v.StartsAt, v.EndsAt, v.Id, v.Number)),
            .. away.OrderBy(a => a.From)
                .Select(a => new VisitConflict(VisitConflictKind.Absence, a.UserId, names.GetValueOrDefault(a.UserId, ""), a.From, a.To, Detail: a.Reason)),
            .. weeks.Where(w => !Covers(w.Week, seller.Local(from), seller.Local(to)))
                .Select(w => new VisitConflict(VisitConflictKind.OutsideHours, w.UserId, names.GetValueOrDefault(w.UserId, ""), from, to)),
        ];
    }

    /// <summary>Whether somebody works all the time between two local times. A visit over several days is taken as agreed.</summary>
    internal static bool Covers(WorkingWeek week, DateTime from, DateTime to)
    {
        if (from.Date != to.Date)
        {
            return true;
        }

        var (reached, end) = (TimeOnly.FromDateTime(from), TimeOnly.FromDateTime(to));
        foreach (var part in week.Parts.Where(p => p.Day == from.DayOfWeek).OrderBy(p => p.From))
        {
            if (part.From <= reached && part.To > reached)
            {
                reached = part.To;
            }
        }

        return reached >= end;
    }
}
