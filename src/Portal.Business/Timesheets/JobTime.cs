using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Timesheets;

/// <summary>What was worked on a job.</summary>
/// <param name="Minutes">Of all entries; a timer that runs counts once it is stopped.</param>
/// <param name="Cost">Of the same, at the rates of the days on which it was worked.</param>
/// <param name="ToBillMinutes">Approved and to invoice, on no line of the job yet; before rounding.</param>
public sealed record JobHours(int Minutes, decimal Cost, int ToBillMinutes)
{
    public static JobHours None { get; } = new(0, 0, 0);

    /// <summary>Two decimals.</summary>
    public decimal Hours => Math.Round(Minutes / 60m, 2, MidpointRounding.AwayFromZero);
}

/// <summary>Hours and cost of jobs, added up in the database; the caller has checked who asks.</summary>
internal static class JobTime
{
    public static async Task<JobHours> OfAsync(PortalDbContext db, long jobId, CancellationToken ct) =>
        (await OfAsync(db, [jobId], ct)).GetValueOrDefault(jobId, JobHours.None);

    /// <summary>Jobs without time are not in it.</summary>
    public static async Task<Dictionary<long, JobHours>> OfAsync(PortalDbContext db, IReadOnlyCollection<long> jobIds, CancellationToken ct) =>
        await db.TimeEntries.AsNoTracking().Where(e => jobIds.Contains(e.JobId) && e.Minutes != null)
            .GroupBy(e => e.JobId)
            .Select(g => new
            {
                g.Key,
                Minutes = g.Sum(e => e.Minutes ?? 0),
                Cost = g.Sum(e => e.Cost),
                ToBill = g.Sum(e => e.State == TimeEntryState.Approved && e.IsBillable && e.JobLineId == null ? e.Minutes ?? 0 : 0),
            })
            .ToDictionaryAsync(g => g.Key, g => new JobHours(g.Minutes, g.Cost, g.ToBill), ct);
}
