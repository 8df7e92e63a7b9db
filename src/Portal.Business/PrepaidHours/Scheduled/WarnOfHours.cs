using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Scheduling;

namespace Portal.Business.PrepaidHours.Scheduled;

/// <summary>
/// Tells the client and the company when few hours are left, when none are, and when what is left expires soon: each once. As long as another order
/// of the client has hours enough, few or none of one are no news. What was
/// written down and its messages are one save, so a crash or a second node tells nobody twice and forgets nobody.
/// </summary>
public sealed class WarnOfHours(PortalDbContextFactory contexts, HoursMail mail, IOptions<SchedulingOptions> options, TimeProvider clock)
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
            warned += (await db.TrySaveAsync(ct)).Succeeded ? 1 : 0;
        }

        return warned;
    }

    private async Task<List<(long Id, HoursAlertKind Kind)>> DueAsync(DateOnly? asOf, DateTime now, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var due = new List<(long, HoursAlertKind)>();
        foreach (var entity in await db.LegalEntities.AsNoTracking().ToListAsync(ct))
        {
            var today = options.Value.DayOf(asOf, entity.DayOf(now));
            var soon = today.AddDays(HoursAlert.ExpiringDays);
            var alive = db.HoursPacks.AsNoTracking().Where(p => p.LegalEntityId == entity.Id && !p.BillsDelivered && (p.ExpiresOn == null || p.ExpiresOn >= today));
            Task<List<long>> IdsAsync(IQueryable<HoursPack> packs, HoursAlertKind kind) => packs
                .Where(p => !db.HoursAlerts.Any(a => a.PackId == p.Id && a.Kind == kind && (kind != HoursAlertKind.Expiring || a.ExpiresOn == p.ExpiresOn)))
                .OrderBy(p => p.Id).Take(Most).Select(p => p.Id).ToListAsync(ct);

            // Of several that run out, the one bought last says it.
            var low = alive.Where(p => p.BalanceMinutes > 0 && p.BalanceMinutes < p.BoughtMinutes / HoursAlert.LowPart
                && !alive.Any(o => o.ClientId == p.ClientId && o.Id != p.Id && (o.BalanceMinutes >= o.BoughtMinutes / HoursAlert.LowPart || (o.BalanceMinutes > 0 && o.Id > p.Id))));
            var usedUp = alive.Where(p => p.BalanceMinutes <= 0 && p.UsedMinutes > 0 && !alive.Any(o => o.ClientId == p.ClientId && o.Id != p.Id && (o.BalanceMinutes > 0 || o.Id > p.Id)));
            due.AddRange((await IdsAsync(low, HoursAlertKind.Low)).Select(id => (id, HoursAlertKind.Low)));
            due.AddRange((await IdsAsync(usedUp, HoursAlertKind.UsedUp)).Select(id => (id, HoursAlertKind.UsedUp)));
            due.AddRange((await IdsAsync(alive.Where(p => p.BalanceMinutes > 0 && p.ExpiresOn <= soon), HoursAlertKind.Expiring)).Select(id => (id, HoursAlertKind.Expiring)));
        }

        return due;
    }
}
