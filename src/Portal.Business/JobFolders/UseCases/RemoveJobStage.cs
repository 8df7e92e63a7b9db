using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Removes a stage; its lines and tasks stay in the job, outside any stage.</summary>
public sealed class RemoveJobStage(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long StageId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.JobStages.SingleOrDefaultAsync(s => s.Id == input.StageId, ct) is not { } stage)
        {
            return Refusal.NotFound;
        }

        if (await JobPlan.OpenJobAsync(db, stage.JobId, ct) is { Refusal: { } no })
        {
            return no;
        }

        db.ExpectVersion(stage, input.Version);
        foreach (var line in await db.Set<JobLine>().Where(l => l.StageId == stage.Id).ToListAsync(ct))
        {
            line.StageId = null;
        }

        foreach (var task in await db.JobTasks.Where(t => t.StageId == stage.Id).ToListAsync(ct))
        {
            task.PutIn(null);
        }

        db.JobStages.Remove(stage);
        return await db.TrySaveAsync(ct);
    }
}
