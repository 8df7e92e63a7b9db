using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Something that a job cost beside time and material, or a change of it. Bills come late: a closed job takes them too, not one that was merged.</summary>
public sealed class SaveJobExpense(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="DocumentId">Its bill, a document of the job.</param>
    public sealed record Input(long JobId, long? Id, int Version, DateOnly? SpentOn, string Description, decimal? Amount, long? DocumentId);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsCosts) || !user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        var expense = input.Id is { } id ? await db.JobExpenses.SingleOrDefaultAsync(e => e.Id == id && e.JobId == input.JobId, ct) : new JobExpense(input.JobId);
        if (job is null || expense is null)
        {
            return Refusal.NotFound;
        }

        if (input.DocumentId is { } document && document != expense.DocumentId && !await db.StoredDocuments.OfJob(job.Id).AnyAsync(d => d.Id == document && d.RemovedAt == null, ct))
        {
            return Refusal.Invalid("JobFolders.UnknownChoice").On(nameof(input.DocumentId));
        }

        if (expense.Set(input.SpentOn, input.Description, input.Amount, input.DocumentId) is { Succeeded: false } wrong)
        {
            return Result<long>.Refused(wrong.Refusals);
        }

        if (input.Id is null)
        {
            db.JobExpenses.Add(expense);
            db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, "JobFolders.ExpenseAdded", nameof(Job), job.Id, AddJobLine.Short(expense.Description)));
        }
        else
        {
            db.ExpectVersion(expense, input.Version);
        }

        return await db.TrySaveIntoAsync(job.Id, Refusal.NotNow("JobFolders.IsMerged", job.Number), ct) is { Refusal: { } refusal } ? refusal : expense.Id;
    }
}
