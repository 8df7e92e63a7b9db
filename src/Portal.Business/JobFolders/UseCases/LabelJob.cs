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
        return await db.Jobs.AnyAsync(j => j.Id == input.JobId, ct)
            ? await Labels.SetAsync<JobLabel>(db, l => l.JobId == input.JobId, name => new JobLabel(input.JobId, name), input.Label, input.Remove, ct)
            : Refusal.NotFound;
    }
}
