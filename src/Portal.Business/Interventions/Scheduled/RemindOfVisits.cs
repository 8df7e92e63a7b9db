using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Interventions.Scheduled;

/// <summary>
/// Reminds clients, the day before, of visits that are confirmed. Safe at any frequency and on several nodes: a visit is reminded of once for
/// each time it is planned at; the outbox refuses the second. One that moves is reminded of anew.
/// </summary>
public sealed partial class RemindOfVisits(PortalDbContextFactory contexts, VisitNotices notices, TimeProvider clock, ILogger<RemindOfVisits> log)
{
    public sealed record Outcome(int Reminded, int Failed);

    public async Task<Result<Outcome>> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<long> due;
        await using (var db = contexts.CreateFor(SystemUser.Instance))
        {
            var zones = await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct);
            var near = await db.Visits.AsNoTracking()
                .Where(v => v.Status == VisitStatus.Confirmed && v.StartsAt > now && v.StartsAt < now.AddDays(3) && (v.RemindedOf == null || v.RemindedOf != v.StartsAt))
                .OrderBy(v => v.StartsAt).Select(v => new { v.Id, v.LegalEntityId, v.StartsAt }).ToListAsync(ct);
            due = [.. near.Where(v => zones[v.LegalEntityId].DayOf(v.StartsAt) == zones[v.LegalEntityId].DayOf(now).AddDays(1)).Select(v => v.Id)];
        }

        var (reminded, failed) = (0, 0);
        foreach (var id in due)
        {
            try
            {
                await using var db = contexts.CreateFor(SystemUser.Instance);
                var visit = await db.Visits.SingleAsync(v => v.Id == id, ct);
                visit.Remind();
                await notices.AddAsync(db, [visit], VisitNews.Reminder, ct);
                reminded += (await db.TrySaveAsync(ct)).Succeeded ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed++;
                LogFailed(log, e, id);
            }
        }

        return new Outcome(reminded, failed);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The client of visit {VisitId} could not be reminded")]
    private static partial void LogFailed(ILogger logger, Exception e, long visitId);
}
