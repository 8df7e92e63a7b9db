using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders;

/// <summary>
/// Whoever puts something into a job, and whoever merges, closes or cancels it, take turns: each holds the job in the database until its
/// <see cref="WriteTransaction"/> ends. Held last of what a transaction waits for: numbers, hours, and the chain of the books where something is issued, are
/// held before. Where two wait for each other all the same, the one that the database gives up is <see cref="Refusal.Stale"/>.
/// </summary>
internal static class JobHold
{
    /// <summary>Null: held. Else the job was merged, closed or cancelled since it was read, or the wait was given up. A job that the same save makes is nobody else's yet.</summary>
    public static async Task<Refusal?> HoldOpenAsync(this PortalDbContext db, Job job, Refusal finished, CancellationToken ct) =>
        db.Entry(job).State == EntityState.Added ? null : await HoldAsync(db.Jobs.AllClients().Open().Where(j => j.Id == job.Id), finished, ct);

    /// <summary>The same for what may be put into a finished job too, as a note or a file, but not into one that was merged.</summary>
    public static Task<Refusal?> HoldUnmergedAsync(this PortalDbContext db, long jobId, Refusal merged, CancellationToken ct) =>
        HoldAsync(db.Jobs.AllClients().Where(j => j.Id == jobId && j.MergedIntoId == null), merged, ct);

    /// <summary>Whatever their status: what others have put into them by now is seen from here on.</summary>
    public static async Task<Refusal?> HoldAsync(this PortalDbContext db, IEnumerable<long> jobIds, CancellationToken ct)
    {
        foreach (var id in jobIds.Order())
        {
            if (await HoldAsync(db.Jobs.Where(j => j.Id == id), Refusal.NotFound, ct) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Saves what was put into a job that is open, in a transaction of its own.</summary>
    public static Task<Result> TrySaveIntoOpenAsync(this PortalDbContext db, Job job, Refusal finished, CancellationToken ct) =>
        SaveAsync(db, () => db.HoldOpenAsync(job, finished, ct), ct);

    /// <summary>Saves what was put into a job that was not merged, in a transaction of its own.</summary>
    public static Task<Result> TrySaveIntoAsync(this PortalDbContext db, long jobId, Refusal merged, CancellationToken ct) =>
        SaveAsync(db, () => db.HoldUnmergedAsync(jobId, merged, ct), ct);

    private static async Task<Result> SaveAsync(PortalDbContext db, Func<Task<Refusal?>> hold, CancellationToken ct)
    {
        await using var transaction = await db.BeginWriteAsync(ct);
        if (await hold() is { } refusal)
        {
            return refusal;
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }

    private static async Task<Refusal?> HoldAsync(IQueryable<Job> one, Refusal gone, CancellationToken ct)
    {
        try
        {
            return await one.ExecuteUpdateAsync(set => set.SetProperty(j => j.Version, j => j.Version), ct) == 1 ? null : gone;
        }
        catch (Exception e) when (Saving.IsDeadlock(e))
        {
            return Refusal.Stale;
        }
    }
}
