using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Scheduling;

namespace Portal.Business.PrepaidHours.Scheduled;

/// <summary>Writes off hours whose last day is over. Safe at any frequency and on several nodes: a pack that somebody else changed meanwhile waits for the next run.</summary>
public sealed class ExpireHours(PortalDbContextFactory contexts, IOptions<SchedulingOptions> options, TimeProvider clock)
{
    private const int Most = 1000;

    /// <param name="asOf">As if it were this day everywhere, which may be to come only where <see cref="SchedulingOptions.MayRunAhead"/>; null takes each company's today.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>How many packs expired.</returns>
    public async Task<Result<int>> RunAsync(DateOnly? asOf, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<(long Id, DateOnly Today)> due = [];
        await using (var db = contexts.CreateFor(SystemUser.Instance))
        {
            foreach (var entity in await db.LegalEntities.AsNoTracking().ToListAsync(ct))
            {
                var today = options.Value.DayOf(asOf, entity.DayOf(now));
                var ids = await db.HoursPacks.Where(p => p.LegalEntityId == entity.Id && !p.BillsDelivered && p.ExpiresOn < today && p.BalanceMinutes > 0).OrderBy(p => p.Id).Take(Most).Select(p => p.Id).ToListAsync(ct);
                due.AddRange(ids.Select(id => (id, today)));
            }
        }

        var expired = 0;
        foreach (var (id, today) in due)
        {
            await using var db = contexts.CreateFor(SystemUser.Instance);
            var pack = await db.HoursPacks.SingleAsync(p => p.Id == id, ct);
            if (pack.Expire(today, now) is { } movement)
            {
                db.HoursMovements.Add(movement);
                expired += (await db.TrySaveAsync(ct)).Succeeded ? 1 : 0;
            }
        }

        return expired;
    }
}
