using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Says to which stage of its job an ordered line belongs.</summary>
public sealed class PutLineInStage(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="StageId">Null: to none.</param>
    public sealed record Input(long LineId, long? StageId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Set<JobLine>().SingleOrDefaultAsync(l => l.Id == input.LineId, ct) is not { } line
            || (input.StageId is { } stage && !await db.JobStages.AnyAsync(s => s.Id == stage && s.JobId == line.JobId, ct)))
        {
            return Refusal.NotFound;
        }

        if (await JobPlan.OpenJobAsync(db, line.JobId, ct) is { Refusal: { } no })
        {
            return no;
        }

        line.StageId = input.StageId;
        (await db.JobTasks.SingleOrDefaultAsync(t => t.JobLineId == line.Id, ct))?.PutIn(input.StageId);
        return await db.TrySaveAsync(ct);
    }
}
