using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Takes an expense off a job; what it said stays in the audit trail.</summary>
public sealed class RemoveJobExpense(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long ExpenseId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsCosts) || !user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.JobExpenses.SingleOrDefaultAsync(e => e.Id == input.ExpenseId, ct) is not { } expense
            || await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == expense.JobId, ct) is not { } job)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(expense, input.Version);
        db.JobExpenses.Remove(expense);
        db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, "JobFolders.ExpenseRemoved", nameof(Job), job.Id, AddJobLine.Short(expense.Description)));
        return await db.TrySaveAsync(ct);
    }
}
