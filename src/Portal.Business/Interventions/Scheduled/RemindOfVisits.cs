using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
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

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<Result<Outcome>> RunAsync(CancellationToken ct)
    {
        Dictionary<long, LegalEntity> companies;
        List<long> due;
        await using (var db = contexts.CreateFor(SystemUser.Instance))
        {
            var now = Now;
            companies = await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct);
            var near = await db.Visits.AsNoTracking()
                .Where(v => v.Status == VisitStatus.Confirmed && v.StartsAt > now && v.StartsAt < now.AddDays(3) && (v.RemindedOf == null || v.RemindedOf != v.StartsAt))
                .OrderBy(v => v.StartsAt).ToListAsync(ct);
            due = [.. near.Where(v => IsDue(v, companies[v.LegalEntityId], now)).Select(v => v.Id)];
        }

        var (reminded, failed) = (0, 0);
        foreach (var id in due)
        {
            try
            {
                reminded += await RemindAsync(id, companies, ct) ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed++;
                LogFailed(log, e, id);
            }
        }

        return new Outcome(reminded, failed);
    }

    /// <summary>A long run meets visits that were cancelled, moved or reminded of since it began. A client without an address is not reminded.</summary>
    private async Task<bool> RemindAsync(long id, Dictionary<long, LegalEntity> companies, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        if (await db.Visits.SingleOrDefaultAsync(v => v.Id == id, ct) is not { } visit || !companies.TryGetValue(visit.LegalEntityId, out var company) || !IsDue(visit, company, Now))
        {
            return false;
        }

        visit.Remind();
        var told = await notices.AddAsync(db, [visit], VisitNews.Reminder, ct);
        return (await db.TrySaveAsync(ct)).Succeeded && told.Messages > 0;
    }

    private static bool IsDue(Visit visit, LegalEntity company, DateTime now) =>
        visit.Status == VisitStatus.Confirmed && visit.StartsAt > now && visit.RemindedOf != visit.StartsAt && company.DayOf(visit.StartsAt) == company.DayOf(now).AddDays(1);

    [LoggerMessage(Level = LogLevel.Error, Message = "The client of visit {VisitId} could not be reminded")]
    private static partial void LogFailed(ILogger logger, Exception e, long visitId);
}
