using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders;

/// <summary>
/// Whoever puts an invoice, a quote or a request into a job, and whoever merges, closes or cancels it, take turns: each holds the job in the
/// database until its <see cref="WriteTransaction"/> ends. Held last of what a transaction waits for: numbers, and the chain of the books where
/// something is issued, are held before.
/// </summary>
internal static class JobHold
{
    /// <summary>False if the job was merged, closed or cancelled since it was read. A job that the same save makes is nobody else's yet.</summary>
    public static async Task<bool> HoldOpenAsync(this PortalDbContext db, Job job, CancellationToken ct) =>
        db.Entry(job).State == EntityState.Added
        || await db.Jobs.AllClients().Open().Where(j => j.Id == job.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.Version, j => j.Version), ct) == 1;

    /// <summary>Whatever their status: what others have put into them by now is seen from here on.</summary>
    public static async Task HoldAsync(this PortalDbContext db, IEnumerable<long> jobIds, CancellationToken ct)
    {
        foreach (var id in jobIds.Order())
        {
            await db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.Version, j => j.Version), ct);
        }
    }
}
