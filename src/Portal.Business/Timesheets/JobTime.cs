using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Timesheets;

/// <summary>What was worked on a job.</summary>
/// <param name="Minutes">Of all entries; a timer that runs counts once it is stopped.</param>
/// <param name="Cost">Of the same, at the rates of the days on which it was worked.</param>
public sealed record JobHours(int Minutes, decimal Cost)
{
    /// <summary>Two decimals.</summary>
    public decimal Hours => Math.Round(Minutes / 60m, 2, MidpointRounding.AwayFromZero);
}

/// <summary>Hours and cost of a job, added up in the database; the caller has checked who asks.</summary>
internal static class JobTime
{
    public static async Task<JobHours> OfAsync(PortalDbContext db, long jobId, CancellationToken ct) =>
        await db.TimeEntries.Where(e => e.JobId == jobId && e.Minutes != null).GroupBy(e => e.JobId)
            .Select(g => new JobHours(g.Sum(e => e.Minutes ?? 0), g.Sum(e => e.Cost))).SingleOrDefaultAsync(ct) ?? new JobHours(0, 0);
}
