using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.PrepaidHours;

/// <summary>
/// Opens the accounts of what was ordered by the hour, each with its task in the job, in the caller's save; refused of another company than the client's usual one. The line
/// of each is unique.
/// </summary>
internal static class PackOpening
{
    public static async Task<Result> OpenAsync(PortalDbContext db, Job job, IReadOnlyList<JobLine> ordered, ICurrentUser by, DateOnly today, DateTime now, CancellationToken ct)
    {
        var ids = ordered.Select(l => l.ProductId).OfType<long>().Distinct().ToList();
        if (ids.Count == 0)
        {
            return Result.Done;
        }

        if (await HoursSale.RefusedAsync(db, job.LegalEntityId, job.ClientId, ordered.Where(l => (l.EstimatedQuantity ?? l.Quantity) > 0).Select(l => l.ProductId), ct) is { } refused)
        {
            return refused.Why;
        }

        var hours = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id) && p.Hours != null).ToDictionaryAsync(p => p.Id, p => p.Hours!, ct);
        foreach (var line in ordered)
        {
            if (line.ProductId is { } product && hours.TryGetValue(product, out var sold) && sold.MinutesOf(line.EstimatedQuantity ?? line.Quantity) > 0)
            {
                var (pack, bought) = HoursPack.Open(job, line, sold, today, now, by.Name);
                db.HoursPacks.Add(pack);
                db.HoursMovements.Add(bought);
                db.JobTasks.Add(JobTask.Of(line, job.Id, string.IsNullOrWhiteSpace(pack.Description) ? pack.Number : pack.Description));
                db.TimelineEntries.Add(new TimelineEntry(
                    job.ClientId, job.Id, now, by, pack.BillsDelivered ? "PrepaidHours.OpenedDelivered" : "PrepaidHours.Opened", nameof(HoursPack), pack.Id, pack.Number, HoursSharing.Hours(pack.BoughtMinutes)));
            }
        }

        return Result.Done;
    }

    /// <summary>Removes the account and the task of a line that leaves the order, in the caller's save. False: hours of it are used or corrected, or a ticket takes them.</summary>
    public static async Task<bool> TakeBackAsync(PortalDbContext db, long jobLineId, CancellationToken ct)
    {
        if (await db.HoursPacks.SingleOrDefaultAsync(p => p.JobLineId == jobLineId, ct) is not { } pack)
        {
            return true;
        }

        var movements = await db.HoursMovements.Where(m => m.PackId == pack.Id).Take(2).ToListAsync(ct);
        if (movements.Count > 1 || await db.Tickets.AnyAsync(t => t.HoursPackId == pack.Id, ct))
        {
            return false;
        }

        db.JobTasks.RemoveRange(await db.JobTasks.Where(t => t.JobLineId == jobLineId).ToListAsync(ct));
        db.HoursMovements.RemoveRange(movements);
        db.HoursPacks.Remove(pack);
        return true;
    }
}
