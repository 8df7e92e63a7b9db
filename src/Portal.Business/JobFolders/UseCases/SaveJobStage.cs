using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>A new stage of a job, at its end, or a change of one; done, or not done after all.</summary>
public sealed class SaveJobStage(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="IsDone">Null leaves it as it is.</param>
    public sealed record Input(long JobId, long? Id, int Version, string Name, DateOnly? PlannedFrom, DateOnly? PlannedTo, bool? IsDone = null);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!(await JobPlan.OpenJobAsync(db, input.JobId, ct)).TryGet(out var job, out var no))
        {
            return no;
        }

        var last = await db.JobStages.Where(s => s.JobId == job.Id).MaxAsync(s => (int?)s.Position, ct) ?? 0;
        var stage = input.Id is { } id ? await db.JobStages.SingleOrDefaultAsync(s => s.Id == id && s.JobId == job.Id, ct) : new JobStage(job.Id, last + 1);
        if (stage is null)
        {
            return Refusal.NotFound;
        }

        if (stage.Set(input.Name, input.PlannedFrom, input.PlannedTo).Refusal is { } wrong)
        {
            return wrong;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (input.IsDone is { } done && done != stage.DoneOn is not null)
        {
            stage.Finish(done ? (await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == job.LegalEntityId, ct)).DayOf(now) : null);
            db.TimelineEntries.Add(new TimelineEntry(
                job.ClientId, job.Id, now, user, done ? "JobFolders.StageDone" : "JobFolders.StageReopened", nameof(Job), job.Id, stage.Name));
        }

        if (input.Id is null)
        {
            db.JobStages.Add(stage);
        }
        else
        {
            db.ExpectVersion(stage, input.Version);
        }

        return await db.TrySaveIntoOpenAsync(job, Refusal.NotNow("JobFolders.JobFinished", job.Number), ct) is { Refusal: { } refusal } ? refusal : stage.Id;
    }
}
