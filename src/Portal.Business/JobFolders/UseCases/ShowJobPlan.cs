using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Stages and tasks of a job, what of each stage is left to invoice.</summary>
public sealed class ShowJobPlan(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long JobId);

    public sealed record Plan(IReadOnlyList<Stage> Stages, IReadOnlyList<TaskRow> Tasks);

    /// <param name="Net">Of its lines.</param>
    /// <param name="NetToInvoice">Of its lines, on no invoice nor proforma.</param>
    public sealed record Stage(
        long Id, int Version, string Name, DateOnly? PlannedFrom, DateOnly? PlannedTo, DateOnly? DoneOn, int Lines, decimal Net, decimal NetToInvoice);

    public sealed record TaskRow(
        long Id, int Version, long? StageId, string Text, long? AssigneeId, string Assignee, DateOnly? DueOn, DateTime? DoneAt, string DoneBy, long? JobLineId)
    {
        /// <summary>Of the ordered line that it stands for.</summary>
        public JobLineHours? Hours { get; init; }
    }

    public async Task<Result<Plan>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var stages = await db.JobStages.AsNoTracking().Where(s => s.JobId == input.JobId).OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
        var lines = (await db.Set<JobLine>().AsNoTracking().Where(l => l.JobId == input.JobId && l.StageId != null).ToListAsync(ct)).ToLookup(l => l.StageId);
        var tasks = await db.JobTasks.AsNoTracking().Where(t => t.JobId == input.JobId).OrderBy(t => t.Id)
            .Select(t => new TaskRow(
                t.Id, t.Version, t.StageId, t.Text, t.AssigneeId, db.Users.Where(u => u.Id == t.AssigneeId).Select(u => u.DisplayName).FirstOrDefault() ?? "", t.DueOn,
                t.DoneAt, t.DoneBy, t.JobLineId))
            .ToListAsync(ct);
        var hours = await JobReading.HoursAsync(db, [.. tasks.Select(t => t.JobLineId).Where(l => l is not null)], ct);
        return new Plan(
            stages.ConvertAll(s => new Stage(
                s.Id, s.Version, s.Name, s.PlannedFrom, s.PlannedTo, s.DoneOn, lines[s.Id].Count(), lines[s.Id].Sum(l => l.Net), lines[s.Id].Sum(l => l.LeftNet))),
            tasks.ConvertAll(t => t with { Hours = hours.GetValueOrDefault(t.JobLineId ?? 0) }));
    }
}
