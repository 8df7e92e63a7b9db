using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Timesheets;

/// <summary>
/// What one person may enter on one day, over all entries. A timer that is stopped is kept whatever it comes to, since that time has passed; it counts against what is
/// entered by hand after it.
/// </summary>
internal static class DayHours
{
    /// <summary>
    /// Null: it fits into the day. In the caller's open <see cref="WriteTransaction"/>, in which the person is held, so that of two entries at once
    /// the second one counts the first.
    /// </summary>
    /// <param name="except">The entry that is corrected.</param>
    public static async Task<Refusal?> RefuseAsync(PortalDbContext db, long userId, DateOnly day, int minutes, long? except, CancellationToken ct)
    {
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.ConcurrencyStamp, u => u.ConcurrencyStamp), ct);
        var others = await db.TimeEntries.AllClients().Where(e => e.UserId == userId && e.Day == day && e.Id != except).SumAsync(e => e.Minutes ?? 0, ct);
        var left = TimeEntry.LongestMinutes - others;
        return minutes <= left ? null
            : left > 0 ? Refusal.NotNow("Timesheets.DayHasLeft", day, Text(others), Text(left)).On(nameof(TimeEntry.Minutes))
            : Refusal.NotNow("Timesheets.DayIsFull", day, Text(others)).On(nameof(TimeEntry.Minutes));
    }

    private static string Text(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");
}
