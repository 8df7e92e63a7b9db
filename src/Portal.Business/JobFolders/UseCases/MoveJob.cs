using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Takes a job to a later status, or cancels it.</summary>
public sealed class MoveJob(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<MoveJob> log)
{
    public sealed record Input(long JobId, int Version, JobStatus Status);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var job = await db.Jobs.Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(job, input.Version);
        if (job.MoveTo(input.Status).Refusal is { } no)
        {
            return no;
        }

        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, "JobFolders.Moved" + input.Status, nameof(Job), job.Id, job.Number));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            log.JobMoved(job.Id, job.Status);
        }

        return saved;
    }
}
