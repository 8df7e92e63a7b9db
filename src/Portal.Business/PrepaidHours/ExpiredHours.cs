using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.PrepaidHours;

/// <summary>
/// What was written off of accounts after a day: on that day it could still be used, however late the time is entered. It is counted back by a movement
/// against the one that wrote it off, on the same day. What a person gave back by hand since is not counted back a second time.
/// </summary>
internal sealed class ExpiredHours
{
    private readonly Dictionary<long, (int Minutes, DateOnly On)> byPack;

    private ExpiredHours(Dictionary<long, (int Minutes, DateOnly On)> byPack) => this.byPack = byPack;

    /// <summary>With what the caller's save counts back already.</summary>
    public static async Task<ExpiredHours> SinceAsync(PortalDbContext db, IEnumerable<HoursPack> packs, DateOnly day, CancellationToken ct)
    {
        var ids = packs.Select(p => p.Id).ToList();
        var saved = ids.Count == 0 ? [] : await db.HoursMovements.AsNoTracking().Where(m => ids.Contains(m.PackId) && m.On > day
            && (m.Kind == HoursMovementKind.Expired || m.Kind == HoursMovementKind.Corrected || m.Kind == HoursMovementKind.Moved)).ToListAsync(ct);
        var known = saved.Select(m => m.Id).ToHashSet();
        var counted = db.HoursMovements.Local.Where(m => m.Kind == HoursMovementKind.Expired && m.On > day && ids.Contains(m.PackId) && !known.Contains(m.Id));
        return new ExpiredHours(saved.Concat(counted).OrderBy(m => m.At).ThenBy(m => m.Id).GroupBy(m => m.PackId).ToDictionary(g => g.Key, Left));
    }

    public int Of(HoursPack pack) => byPack.GetValueOrDefault(pack.Id).Minutes;

    /// <summary>As much of it as an account lacks for minutes that are about to be taken from it; null where it lacks none, or nothing expired.</summary>
    public HoursMovement? TakeBack(HoursPack pack, int taken, long timeEntryId, DateTime now, string by, string what)
    {
        var (expired, on) = byPack.GetValueOrDefault(pack.Id);
        return Math.Min(expired, taken - pack.BalanceMinutes) is var back and > 0
            ? pack.Add(HoursMovementKind.Expired, back, on, now, by, what, $"back:{timeEntryId}:{pack.Version}:{pack.Id}")
            : null;
    }

    private static (int Minutes, DateOnly On) Left(IEnumerable<HoursMovement> movements)
    {
        var (minutes, on) = (0, default(DateOnly));
        foreach (var movement in movements)
        {
            (minutes, on) = movement switch
            {
                { Kind: HoursMovementKind.Expired, Minutes: < 0 } => (minutes - movement.Minutes, movement.On),
                { Minutes: > 0 } => (Math.Max(0, minutes - movement.Minutes), on),
                _ => (minutes, on),
            };
        }

        return (minutes, on);
    }
}
