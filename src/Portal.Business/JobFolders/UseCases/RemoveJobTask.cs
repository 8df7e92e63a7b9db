using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Removes a task from a job; not that of an ordered line, which goes with its line.</summary>
public sealed class RemoveJobTask(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long TaskId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.JobTasks.SingleOrDefaultAsync(t => t.Id == input.TaskId, ct) is not { } task)
        {
            return Refusal.NotFound;
        }

        if (task.JobLineId is not null)
        {
            return Refusal.NotNow("JobFolders.TaskOfOrder", task.Text);
        }

        db.ExpectVersion(task, input.Version);
        db.JobTasks.Remove(task);
        return await db.TrySaveAsync(ct);
    }
}
