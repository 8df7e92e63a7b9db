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
        var ids = givenBack.Where(l => l.QuantityToInvoice != 0 && Math.Sign(l.QuantityToInvoice) == Math.Sign(l.Quantity)).Select(l => l.JobId).Distinct().ToList();
        var jobs = ids.Count == 0 ? [] : await db.Jobs.Where(j => ids.Contains(j.Id) && (j.Status == JobStatus.Invoiced || j.Status == JobStatus.Closed)).ToListAsync(ct);
        foreach (var job in jobs.Where(j => j.Reopen().Succeeded))
        {
            db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, now, by, "JobFolders.ToInvoiceAgain", nameof(Job), job.Id, job.Number));
        }
    }
}
