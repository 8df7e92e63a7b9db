using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Scheduling;

namespace Portal.Business.PrepaidHours.Scheduled;

/// <summary>
/// Tells the client and the company when few hours are left, when none are, and when what is left expires soon: each once, where <see cref="HoursNews"/>
/// says so. One that fails keeps nobody else from being told. What was written down and its messages are one save, so a crash or a second node tells nobody twice and forgets nobody.
/// </summary>
public sealed partial class WarnOfHours(PortalDbContextFactory contexts, HoursMail mail, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<WarnOfHours> log)
{
    private const int Most = 500;

    /// <param name="asOf">As if it were this day everywhere, which may be to come only where <see cref="SchedulingOptions.MayRunAhead"/>; null takes each company's today.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>How many warnings were written.</returns>
    public async Task<Result<int>> RunAsync(DateOnly? asOf, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var warned = 0;
        foreach (var (id, kind) in await DueAsync(asOf, now, ct))
        {
            try
            {
                warned += await WarnAsync(id, kind, now, ct) ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e, id);
            }
        }

        return warned;
    }

    private async Task<bool> WarnAsync(long id, HoursAlertKind kind, DateTime now, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var pack = await db.HoursPacks.AsNoTracking().SingleAsync(p => p.Id == id, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == pack.ClientId, ct);
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == pack.LegalEntityId, ct);
        db.HoursAlerts.Add(new HoursAlert
        {
            PackId = id,
            ClientId = client.Id,
            Kind = kind,
            ExpiresOn = kind == HoursAlertKind.Expiring && pack.ExpiresOn is { } last ? last : default,
            Minutes = pack.BalanceMinutes,
            At = now,
        });
        await mail.QueueAlertAsync(db, pack, kind, client, seller, ct);
        return (await db.TrySaveAsync(ct)).Succeeded;
    }

    private async Task<List<(long Id, HoursAlertKind Kind)>> DueAsync(DateOnly? asOf, DateTime now, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var due = new List<(long, HoursAlertKind)>();
        foreach (var entity in await db.LegalEntities.AsNoTracking().ToListAsync(ct))
        {
            var today = options.Value.DayOf(asOf, entity.DayOf(now));
            var usable = HoursNews.Usable(db.HoursPacks.AsNoTracking().Where(p => p.LegalEntityId == entity.Id), today);
            foreach (var kind in Enum.GetValues<HoursAlertKind>())
            {
                var ids = await HoursNews.Of(kind, usable, today)
                    .Where(p => !db.HoursAlerts.Any(a => a.PackId == p.Id && a.Kind == kind && (kind != HoursAlertKind.Expiring || a.ExpiresOn == p.ExpiresOn)))
                    .OrderBy(p => p.Id).Take(Most).Select(p => p.Id).ToListAsync(ct);
                due.AddRange(ids.Select(id => (id, kind)));
            }
        }

        return due;
    }

    [LoggerMessage(LogLevel.Error, "The warning of hours {PackId} could not be written; the next run tries again")]
    private static partial void LogFailed(ILogger logger, Exception e, long packId);
}
