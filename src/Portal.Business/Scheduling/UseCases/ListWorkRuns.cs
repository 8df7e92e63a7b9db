using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Scheduling.UseCases;

public sealed record RunsOfWork(string Work, PageRequest Page);

/// <summary>The past runs of one work that did something or failed, newest first.</summary>
public sealed class ListWorkRuns(IDbContextFactory<PortalDbContext> contexts, ScheduledWorks works, ICurrentUser user)
{
    public async Task<Result<Page<RunRow>>> RunAsync(RunsOfWork input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        if (works.Find(input.Work) is not { } work)
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var runs = db.WorkRuns.AsNoTracking().Where(r => r.Work == input.Work);
        var rows = await runs.OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        return new Page<RunRow>([.. rows.Select(r => Row(work, r))], await runs.CountAsync(ct));
    }

    internal static RunRow Row(ScheduledWork work, WorkRun run) => new(
        run.Id, run.StartedAt, run.FinishedAt - run.StartedAt, run.Outcome,
        string.Join(" · ", run.Counts.Where(c => c.Number > 0).Select(c => work.Say(c, CultureInfo.CurrentUICulture))),
        run.Error, run.Node, run.StartedBy, run.AsOf);
}
