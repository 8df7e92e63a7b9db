using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Takes a job that was done, invoiced, closed or cancelled up again.</summary>
public sealed class ReopenJob(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<ReopenJob> log)
{
    public sealed record Input(long JobId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(job, input.Version);
        if (job.Reopen().Refusal is { } no)
        {
            return no;
        }

        db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, "JobFolders.Reopened", nameof(Job), job.Id, job.Number));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            log.JobMoved(job.Id, job.Status);
        }

        return saved;
    }
}
