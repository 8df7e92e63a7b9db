using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.PrepaidHours;

/// <summary>Opens the accounts of what was ordered by the hour, in the caller's save. The line of each is unique.</summary>
internal static class PackOpening
{
    public static async Task OpenAsync(PortalDbContext db, Job job, IReadOnlyList<JobLine> ordered, ICurrentUser by, DateOnly today, DateTime now, CancellationToken ct)
    {
        var ids = ordered.Select(l => l.ProductId).OfType<long>().Distinct().ToList();
        if (ids.Count == 0)
        {
            return;
        }

        var hours = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id) && p.Hours != null).ToDictionaryAsync(p => p.Id, p => p.Hours!, ct);
        foreach (var line in ordered)
        {
            if (line.ProductId is { } product && hours.TryGetValue(product, out var sold) && sold.MinutesOf(line.EstimatedQuantity ?? line.Quantity) > 0)
            {
                var (pack, bought) = HoursPack.Open(job, line, sold, today, now, by.Name);
                db.HoursPacks.Add(pack);
                db.HoursMovements.Add(bought);
                db.TimelineEntries.Add(new TimelineEntry(
                    job.ClientId, job.Id, now, by, pack.BillsDelivered ? "PrepaidHours.OpenedDelivered" : "PrepaidHours.Opened", nameof(HoursPack), pack.Id, pack.Number, HoursSharing.Hours(pack.BoughtMinutes).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)));
            }
        }
    }
}
