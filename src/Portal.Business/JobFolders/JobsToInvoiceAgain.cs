using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders;

/// <summary>A job that was invoiced or closed and of which something is to invoice again is open again, so that it is not forgotten.</summary>
internal static class JobsToInvoiceAgain
{
    /// <param name="givenBack">Lines of jobs that are less invoiced than before.</param>
    public static async Task OpenAsync(PortalDbContext db, IEnumerable<JobLine> givenBack, ICurrentUser by, DateTime now, CancellationToken ct)
    {
        var ids = givenBack.Where(l => l.IsLeftToInvoice).Select(l => l.JobId).Distinct().ToList();
        var jobs = ids.Count == 0 ? [] : await db.Jobs.Where(j => ids.Contains(j.Id) && (j.Status == JobStatus.Invoiced || j.Status == JobStatus.Closed)).ToListAsync(ct);
        jobs.ForEach(j => Open(db, j, by, now));
    }

    /// <summary>The same of a job of which more is ordered, before it is invoiced.</summary>
    public static void OpenWithMore(PortalDbContext db, Job job, ICurrentUser by, DateTime now)
    {
        if (job is { Status: JobStatus.Invoiced, HasLeftToInvoice: true })
        {
            Open(db, job, by, now);
        }
    }

    private static void Open(PortalDbContext db, Job job, ICurrentUser by, DateTime now)
    {
        if (job.Reopen().Succeeded)
        {
            db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, now, by, "JobFolders.ToInvoiceAgain", nameof(Job), job.Id, job.Number));
        }
    }
}
