using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Another time, length, technician, crew or arrival window; alone, or with the later visits of its series. What stands in the way is said.</summary>
public sealed class MoveVisit(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, VisitNotices notices)
{
    /// <param name="Version">What the planner saw.</param>
    /// <param name="WholeSeries">Those of the series from this one on that have not begun move by as many days, and to the same time of day.</param>
    /// <param name="Notify">Tell the client, of what was confirmed.</param>
    /// <param name="IsNews">It moved before, and the client hears of it only now: told of also where nothing changes any more.</param>
    public sealed record Input(long VisitId, int Version, VisitWish To, bool WholeSeries = false, bool Notify = false, bool IsNews = false);

    /// <param name="Version">Of the visit, now.</param>
    /// <param name="Told">Nothing of what does not concern the client, such as who comes along.</param>
    public sealed record Moved(int Version, IReadOnlyList<VisitConflict> Conflicts, VisitsTold Told);

    public async Task<Result<Moved>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Visits.Include(v => v.Crew).SingleOrDefaultAsync(v => v.Id == input.VisitId, ct) is not { } visit)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == visit.LegalEntityId, ct);
        if ((await input.To.CheckAsync(db, [.. Diaries.Who(visit)], ct)).Refusal is { } unusable)
        {
            return unusable;
        }

        db.ExpectVersion(visit, input.Version);
        db.Entry(visit).State = EntityState.Modified;
        var before = VisitTimes.Local(entity, visit.StartsAt, visit.EndsAt).Day;
        List<Visit> moving = [visit, .. input.WholeSeries ? await LaterAsync(db, visit, ct) : []];
        var known = moving.ToDictionary(v => v.Id, Heard);
        var places = moving.ToDictionary(v => v.Id, v => VisitTimes.Local(entity, v.StartsAt, v.EndsAt));
        foreach (var each in moving)
        {
            var day = places[each.Id].Day.AddDays(input.To.Day.DayNumber - before.DayNumber);
            var (startsAt, endsAt) = VisitTimes.Of(entity, day, input.To.From, input.To.Minutes);
            if (each.Plan(input.To.TechnicianId, startsAt, endsAt) is { Refusal: { } refusal })
            {
                return refusal;
            }

            if (input.To.Complete(each, entity, day) is { Refusal: { } refused })
            {
                return refused;
            }
        }

        var conflicts = await Diaries.ConflictsAsync(db, moving, ct);
        List<Visit> toTell = input.Notify ? [.. moving.Where(v => v.Status == VisitStatus.Confirmed && (input.IsNews || known[v.Id] != Heard(v)))] : [];
        moving.ForEach(v => Record(db, v, places[v.Id], VisitTimes.Local(entity, v.StartsAt, v.EndsAt)));
        var told = await notices.AddAsync(db, toTell, VisitNews.Moved, ct);
        return await db.TrySaveAsync(ct) is { Refusal: { } notSaved } ? notSaved : new Moved(visit.Version, conflicts, told);
    }

    private static Task<List<Visit>> LaterAsync(PortalDbContext db, Visit visit, CancellationToken ct) => visit.SeriesId is { } series
        ? db.Visits.Include(v => v.Crew)
            .Where(v => v.SeriesId == series && v.Id != visit.Id && v.StartsAt > visit.StartsAt && (v.Status == VisitStatus.Draft || v.Status == VisitStatus.Confirmed)).ToListAsync(ct)
        : Task.FromResult<List<Visit>>([]);

    /// <summary>What the client knows of a visit.</summary>
    private static (DateTime, DateTime?, DateTime?, long?) Heard(Visit visit) => (visit.StartsAt, visit.ArrivalFrom, visit.ArrivalTo, visit.TechnicianId);

    /// <summary>Each with its own days: whoever opens a later visit of the series reads there that it was moved.</summary>
    private void Record(PortalDbContext db, Visit visit, (DateOnly Day, TimeOnly From, int Minutes) before, (DateOnly Day, TimeOnly From, int Minutes) after)
    {
        if ((before.Day, before.From) != (after.Day, after.From))
        {
            db.TimelineEntries.Add(new TimelineEntry(
                visit.ClientId, visit.JobId, clock.GetUtcNow().UtcDateTime, user, "Interventions.VisitMoved", nameof(Visit), visit.Id, visit.Number, before.Day,
                before.From, after.Day, after.From));
        }
    }
}
