using Portal.Business.Companies;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;

namespace Portal.Web.Interventions.Planning;

/// <summary>A visit in the calendar of one person, on the wall clock of the company.</summary>
/// <param name="UserId">In whose row; null: nobody's yet.</param>
/// <param name="IsHelper">Comes along: led from another row.</param>
/// <param name="Conflicts">What stands in the way of it.</param>
public sealed record PlanningEntry(ShowPlanning.Item Visit, long? UserId, DateTime Start, DateTime End, bool IsHelper, IReadOnlyList<VisitConflict> Conflicts);

/// <summary>What the calendar draws, put in order once for each load.</summary>
public sealed class PlanningModel
{
    private readonly ILookup<(long? UserId, DateOnly Day), PlanningEntry> byPersonAndDay;
    private readonly ILookup<DateOnly, PlanningEntry> byDay;
    private readonly ILookup<long, ShowPlanning.Away> absences;

    public PlanningModel(LegalEntity entity, PlanningState state, ShowPlanners.Shown planners, ShowPlanning.Shown shown)
    {
        (Entity, State) = (entity, state);
        People = [.. planners.People.Where(p => p.LegalEntityId == entity.Id && (state.Technician is { } one ? p.UserId == one : state.Team is null || p.TeamId == state.Team))];
        Teams = [.. planners.Teams.Where(t => t.LegalEntityId == entity.Id)];
        ClosingDays = planners.ClosingDays.Where(c => c.LegalEntityId == entity.Id).ToDictionary(c => c.Day, c => c.Name);
        absences = shown.Absences.ToLookup(a => a.UserId);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(entity.TimeZone);
        var diaries = People.ToDictionary(p => p.UserId, p => new Diary(p.UserId, p.Name, p.Week, zone, []));
        var busy = shown.Visits.SelectMany(v => Who(v).Select(u => (UserId: u, Busy: new Busy(v.StartsAt, v.EndsAt, BusyKind.Visit, v.Number, v.Id))))
            .Concat(shown.Absences.Select(a => (a.UserId, Busy: new Busy(a.From, a.To, BusyKind.Absence, a.Reason)))).ToLookup(b => b.UserId, b => b.Busy);
        foreach (var (id, diary) in diaries)
        {
            diaries[id] = diary with { Busy = [.. busy[id], .. Closed(shown)] };
        }

        var entries = shown.Visits.SelectMany(v => Rows(v, diaries)).ToList();
        byPersonAndDay = entries.SelectMany(e => DaysOf(e).Select(d => (Day: d, Entry: e))).ToLookup(x => (x.Entry.UserId, x.Day), x => x.Entry);
        byDay = entries.Where(e => !e.IsHelper || People.Count == 1).SelectMany(e => DaysOf(e).Select(d => (Day: d, Entry: e))).ToLookup(x => x.Day, x => x.Entry);
        Find = shown.Visits.ToDictionary(v => v.Id);
        var hours = entries.Where(e => e.Start.Date == e.End.Date).SelectMany(e => new[] { e.Start.Hour, e.End.Hour + (e.End.Minute > 0 ? 1 : 0) }).ToList();
        FromHour = Math.Min(hours.DefaultIfEmpty(24).Min(), People.SelectMany(p => p.Week.Parts).Select(p => p.From.Hour).DefaultIfEmpty(8).Min() - 1) is var from and >= 0 ? from : 0;
        ToHour = Math.Min(24, Math.Max(hours.DefaultIfEmpty(0).Max(), People.SelectMany(p => p.Week.Parts).Select(p => (int)Math.Ceiling(Ends(p))).DefaultIfEmpty(17).Max() + 1));
    }

    public LegalEntity Entity { get; }

    public PlanningState State { get; }

    public IReadOnlyList<ShowPlanners.Person> People { get; }

    public IReadOnlyList<ShowPlanners.Group> Teams { get; }

    public IReadOnlyDictionary<DateOnly, string> ClosingDays { get; }

    public IReadOnlyDictionary<long, ShowPlanning.Item> Find { get; }

    /// <summary>The hours that lines show.</summary>
    public int FromHour { get; }

    public int ToHour { get; }

    public int Span => (ToHour - FromHour) * 60;

    public bool HasUnassigned => State.Days.Any(d => byPersonAndDay[(null, d)].Any());

    public IEnumerable<PlanningEntry> Of(long? userId, DateOnly day) => byPersonAndDay[(userId, day)];

    public IEnumerable<PlanningEntry> Of(DateOnly day) => byDay[day];

    public IEnumerable<ShowPlanning.Away> Away(long userId, DateOnly day)
    {
        var (from, to) = (Entity.ToUtc(day, TimeOnly.MinValue), Entity.ToUtc(day.AddDays(1), TimeOnly.MinValue));
        return absences[userId].Where(a => a.From < to && a.To > from);
    }

    /// <summary>Where something stands on a line of hours, in percent; cut at its ends.</summary>
    public (double Left, double Width) Place(DateOnly day, DateTime start, DateTime end)
    {
        var zero = day.ToDateTime(new TimeOnly(FromHour, 0));
        var from = Math.Clamp((start - zero).TotalMinutes / Span, 0, 1);
        var to = Math.Clamp((end - zero).TotalMinutes / Span, 0, 1);
        return (from * 100, Math.Max(to - from, 0.004) * 100);
    }

    /// <summary>Which overlap stand below each other.</summary>
    public static IReadOnlyList<(PlanningEntry Entry, int Track)> Tracks(IEnumerable<PlanningEntry> entries)
    {
        var ends = new List<DateTime>();
        var placed = new List<(PlanningEntry, int)>();
        foreach (var entry in entries.OrderBy(e => e.Start))
        {
            var track = ends.FindIndex(e => e <= entry.Start);
            if (track < 0)
            {
                track = ends.Count;
                ends.Add(default);
            }

            ends[track] = entry.End;
            placed.Add((entry, track));
        }

        return placed;
    }

    public static double Ends(WorkingWeek.Part part) => part.To == TimeOnly.MinValue ? 24 : part.To.ToTimeSpan().TotalHours;

    private IEnumerable<Busy> Closed(ShowPlanning.Shown shown) => shown.Visits.Count == 0 ? [] : ClosingDays.Where(c => c.Key >= State.First && c.Key <= State.Last)
        .Select(c => new Busy(Entity.ToUtc(c.Key, TimeOnly.MinValue), Entity.ToUtc(c.Key.AddDays(1), TimeOnly.MinValue), BusyKind.Closed, c.Value));

    private IEnumerable<PlanningEntry> Rows(ShowPlanning.Item visit, Dictionary<long, Diary> diaries)
    {
        var (start, end) = (Entity.Local(visit.StartsAt), Entity.Local(visit.EndsAt));
        var own = new HashSet<long> { visit.Id };
        if (visit.TechnicianId is null)
        {
            yield return new PlanningEntry(visit, null, start, end, false, []);
        }

        foreach (var id in Who(visit).Where(diaries.ContainsKey))
        {
            yield return new PlanningEntry(visit, id, start, end, id != visit.TechnicianId, [.. VisitConflict.Of(diaries[id], visit.StartsAt, visit.EndsAt, own)]);
        }
    }

    private static IEnumerable<long> Who(ShowPlanning.Item visit) => visit.Crew.Concat(visit.TechnicianId is { } id ? [id] : []).Distinct();

    private IEnumerable<DateOnly> DaysOf(PlanningEntry entry)
    {
        var last = DateOnly.FromDateTime(entry.End.AddTicks(-1));
        for (var day = DateOnly.FromDateTime(entry.Start); day <= last; day = day.AddDays(1))
        {
            if (day >= State.First && day <= State.Last)
            {
                yield return day;
            }
        }
    }
}
