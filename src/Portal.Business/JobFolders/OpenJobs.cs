namespace Portal.Business.JobFolders;

/// <summary><see cref="Job.IsFinished"/> as the database says it.</summary>
internal static class OpenJobs
{
    /// <summary>Something may still be put into them.</summary>
    public static IQueryable<Job> Open(this IQueryable<Job> jobs) => jobs.Where(j => j.Status != JobStatus.Closed && j.Status != JobStatus.Cancelled);

    public static IQueryable<Job> Finished(this IQueryable<Job> jobs) => jobs.Where(j => j.Status == JobStatus.Closed || j.Status == JobStatus.Cancelled);
}
