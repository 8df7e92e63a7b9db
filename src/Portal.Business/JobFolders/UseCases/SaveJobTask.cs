using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>A new task of a job, or a change of one; done, or not done after all.</summary>
public sealed class SaveJobTask(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="IsDone">Null leaves it as it is.</param>
    public sealed record Input(long JobId, long? Id, int Version, string Text, long? StageId, long? AssigneeId, DateOnly? DueOn, bool? IsDone = null);

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

        var task = input.Id is { } id ? await db.JobTasks.SingleOrDefaultAsync(t => t.Id == id && t.JobId == job.Id, ct) : new JobTask(job.Id);
        if (task is null || (input.StageId is { } stage && !await db.JobStages.AnyAsync(s => s.Id == stage && s.JobId == job.Id, ct)))
        {
            return Refusal.NotFound;
        }

        if (input.AssigneeId is { } person && !await db.Users.AnyAsync(u => u.Id == person && !u.IsClientUser, ct))
        {
            return Refusal.Invalid("JobFolders.UnknownChoice").On(nameof(input.AssigneeId));
        }

        if (task.Set(input.Text, input.StageId, input.AssigneeId, input.DueOn).Refusal is { } wrong)
        {
            return wrong;
        }

        if (input.IsDone is { } done && done != task.DoneAt is not null)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            task.Finish(done ? now : null, user.Name);
            db.TimelineEntries.Add(new TimelineEntry(
                job.ClientId, job.Id, now, user, done ? "JobFolders.TaskDone" : "JobFolders.TaskReopened", nameof(Job), job.Id, AddJobLine.Short(task.Text)));
        }

        if (input.Id is null)
        {
            db.JobTasks.Add(task);
        }
        else
        {
            db.ExpectVersion(task, input.Version);
        }

        return await db.TrySaveIntoOpenAsync(job, Refusal.NotNow("JobFolders.JobFinished", job.Number), ct) is { Refusal: { } refusal } ? refusal : task.Id;
    }
}
