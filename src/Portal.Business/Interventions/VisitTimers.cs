using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.PrepaidHours;
using Portal.Business.Timesheets;

namespace Portal.Business.Interventions;

/// <summary>The timers that the buttons of a visit start and stop, in the caller's save.</summary>
internal static class VisitTimers
{
    /// <summary>A timer of the person that still runs anywhere else ends now: nobody works at two places.</summary>
    public static async Task StartAsync(PortalDbContext db, Visit visit, LegalEntity entity, long userId, DateTime now, CancellationToken ct)
    {
        var running = await db.TimeEntries.SingleOrDefaultAsync(e => e.RunningUserId == userId, ct);
        if (running?.VisitId == visit.Id)
        {
            return;
        }

        if (running is not null)
        {
            await StopAsync(db, running, now, ct);
        }

        var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == visit.JobId, ct);
        db.TimeEntries.Add(TimeEntry.Start(job, visit, userId, entity, (await CostRates.OfAsync(db, userId, ct)).On(entity.DayOf(now)), now));
    }

    /// <summary>The person's timer on the visit; null stops everybody's.</summary>
    public static async Task<int> StopAsync(PortalDbContext db, Visit visit, long? userId, DateTime now, CancellationToken ct)
    {
        var running = await db.TimeEntries.Where(e => e.VisitId == visit.Id && e.RunningUserId != null && (userId == null || e.RunningUserId == userId)).ToListAsync(ct);
        foreach (var entry in running)
        {
            await StopAsync(db, entry, now, ct);
        }

        return running.Count;
    }

    public static async Task StopAsync(PortalDbContext db, TimeEntry entry, DateTime now, CancellationToken ct, string note = "")
    {
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == entry.LegalEntityId, ct);
        if (entry.Stop(entity, now, note).TryGet(out var afterMidnight))
        {
            db.TimeEntries.AddRange(afterMidnight);
            var rates = await CostRates.OfAsync(db, entry.UserId, ct);
            foreach (var part in afterMidnight.Prepend(entry))
            {
                part.CostAt(rates.On(part.Day));
                await HoursCounting.CountAsync(db, part, now, ct, isDone: true);
            }
        }
    }
}
