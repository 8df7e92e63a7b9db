using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Reporting;

/// <summary>Which clients have prepaid hours left, or below zero.</summary>
internal static class HoursToday
{
    private const int Shown = 8;

    public static async Task<TodayHours?> OfAsync(PortalDbContext db, ICurrentUser user, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView))
        {
            return null;
        }

        var packs = db.HoursPacks.AsNoTracking().Where(p => !p.BillsDelivered && p.BalanceMinutes != 0);
        var rows = await packs.GroupBy(p => p.ClientId).Select(g => new { ClientId = g.Key, Bought = g.Sum(p => p.BoughtMinutes), Left = g.Sum(p => p.BalanceMinutes) })
            .OrderBy(g => g.Left).ThenBy(g => g.ClientId).Take(Shown).ToListAsync(ct);
        if (rows.Count == 0)
        {
            return null;
        }

        var ids = rows.ConvertAll(r => r.ClientId);
        var names = await db.Clients.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        return new TodayHours(
            rows.ConvertAll(r => new TodayHoursClient(r.ClientId, names[r.ClientId], r.Bought, r.Left)), await packs.Select(p => p.ClientId).Distinct().CountAsync(ct),
            await packs.SumAsync(p => p.BalanceMinutes, ct));
    }
}
