using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders;

internal static class JobPlan
{
    /// <summary>A job of which stages and tasks may change; refused once it is finished.</summary>
    public static async Task<Result<Job>> OpenJobAsync(PortalDbContext db, long jobId, CancellationToken ct)
    {
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == jobId, ct);
        return job is null ? Refusal.NotFound : job.IsFinished ? Refusal.NotNow("JobFolders.JobFinished", job.Number) : job;
    }
}
