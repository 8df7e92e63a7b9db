using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Scheduling.UseCases;

/// <param name="LastRun">The last run that did something or failed.</param>
public sealed record WorkRow(
    string Name, string Title, string About, WorkSchedule Schedule, bool IsPaused, string PausedBy, bool IsRunning,
    DateTime? LastStartedAt, DateTime? LastFinishedAt, RunOutcome? LastOutcome, RunRow? LastRun);

public sealed record RunRow(
    long Id, DateTime StartedAt, TimeSpan Duration, RunOutcome Outcome, string Summary, string Error, string Node, string StartedBy, DateOnly? AsOf);

/// <summary>All scheduled work and where it stands.</summary>
public sealed class ListScheduledWorks(IDbContextFactory<PortalDbContext> contexts, ScheduledWorks works, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result<IReadOnlyList<WorkRow>>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var culture = CultureInfo.CurrentUICulture;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var states = await db.WorkStates.AsNoTracking().ToDictionaryAsync(s => s.Work, ct);
        IReadOnlyList<WorkCount> nothing = [];
        var lasts = await db.WorkRuns.AsNoTracking().Where(r => r.Outcome != RunOutcome.Succeeded || r.Counts != nothing).GroupBy(r => r.Work)
            .Select(g => g.OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).First()).ToDictionaryAsync(r => r.Work, ct);
        var rows = new List<WorkRow>();
        foreach (var work in works.All)
        {
            var state = states.GetValueOrDefault(work.Name);
            var last = lasts.GetValueOrDefault(work.Name);
            rows.Add(new WorkRow(
                work.Name, work.Title(culture), work.About(culture), works.ScheduleOf(work), state?.IsPaused == true, state?.PausedBy ?? "",
                state is { LeaseOwner.Length: > 0 } && state.LeasedUntil > now, state?.LastStartedAt, state?.LastFinishedAt, state?.LastOutcome,
                last is null ? null : ListWorkRuns.Row(work, last)));
        }

        return rows.OrderBy(r => r.Title, StringComparer.CurrentCulture).ToArray();
    }
}
