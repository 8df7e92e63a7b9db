using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Puts a label on a job, or takes one off.</summary>
public sealed class LabelJob(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long JobId, string Label, bool Remove = false);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.JobId, ct) is not { } job)
        {
            return Refusal.NotFound;
        }

        await using var transaction = await db.BeginWriteAsync(ct);
        if (await db.HoldUnmergedAsync(job.Id, Refusal.NotNow("JobFolders.IsMerged", job.Number), ct) is { } merged)
        {
            return merged;
        }

        var set = await Labels.SetAsync<JobLabel>(db, l => l.JobId == job.Id, name => new JobLabel(job.Id, name), input.Label, input.Remove, ct);
        if (set.Succeeded)
        {
            await transaction.CommitAsync(ct);
        }

        return set;
    }
}
