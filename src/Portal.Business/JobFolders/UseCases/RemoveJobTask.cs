using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Removes a task from a job.</summary>
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

        db.ExpectVersion(task, input.Version);
        db.JobTasks.Remove(task);
        return await db.TrySaveAsync(ct);
    }
}
