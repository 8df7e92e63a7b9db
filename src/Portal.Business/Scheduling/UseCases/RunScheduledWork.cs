using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;

namespace Portal.Business.Scheduling.UseCases;

/// <param name="AsOf">The day to pretend it is, for work that takes one; null is today.</param>
/// <param name="BySchedule">Run by the clock: a paused work then does not run.</param>
public sealed record WorkToRun(string Work, DateOnly? AsOf = null, bool BySchedule = false);

public sealed record RunResult(RunOutcome Outcome, IReadOnlyList<WorkCount> Counts, string Error);

/// <summary>Runs one work as the system user, in a scope of its own, and keeps what came of it.</summary>
public sealed partial class RunScheduledWork(
    ScheduledWorks works, WorkLease lease, IServiceScopeFactory scopes, ICurrentUser user, TimeProvider clock, ILogger<RunScheduledWork> logger)
{
    private static readonly string Node = Environment.MachineName;

    public async Task<Result<RunResult>> RunAsync(WorkToRun input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        if (works.Find(input.Work) is not { } work)
        {
            return Refusal.Invalid("Scheduling.UnknownWork", input.Work);
        }

        if (await lease.TakeAsync(work.Name, ct) is not { } held)
        {
            return Refusal.NotNow("Scheduling.AlreadyRunning");
        }

        var result = new RunResult(RunOutcome.Interrupted, [], "");
        try
        {
            result = held.Before.IsPaused && input.BySchedule ? new RunResult(RunOutcome.Succeeded, [], "") : await RunHeldAsync(work, held, input, ct);
        }
        finally
        {
            await lease.GiveBackAsync(work.Name, held, result.Outcome, [.. Remembered(work, held, input, result)]);
        }

        return result;
    }

    private async Task<RunResult> RunHeldAsync(ScheduledWork work, WorkLease.Held held, WorkToRun input, CancellationToken ct)
    {
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keeping = lease.KeepAsync(work.Name, held, finished.Token);
        try
        {
            await using var scope = scopes.CreateSystemScope();
            var summary = await work.Run(scope.ServiceProvider, input.AsOf, ct);
            return new RunResult(summary.Refusal is null ? RunOutcome.Succeeded : RunOutcome.Refused, summary.Counts, summary.Refusal?.Code ?? "");
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogFailed(e, work.Name);
            return new RunResult(RunOutcome.Failed, [], $"{e.GetType().Name}: {e.GetBaseException().Message}");
        }
        finally
        {
            await finished.CancelAsync();
            await keeping;
        }
    }

    /// <summary>A run by schedule that found nothing to do is not worth a row; one that a person started is, and a predecessor that never finished.</summary>
    private IEnumerable<WorkRun> Remembered(ScheduledWork work, WorkLease.Held held, WorkToRun input, RunResult result)
    {
        if (held.Before is { LeaseOwner.Length: > 0, LastStartedAt: { } lost })
        {
            yield return new WorkRun(work.Name, lost, held.Before.LeasedUntil ?? lost, RunOutcome.Interrupted, [], "", held.Before.LeaseOwner, SystemUser.Instance.Name, null);
        }

        if (!input.BySchedule || result.Outcome != RunOutcome.Succeeded || result.Counts.Any(c => c.Number > 0))
        {
            yield return new WorkRun(
                work.Name, held.StartedAt, clock.GetUtcNow().UtcDateTime, result.Outcome, [.. result.Counts.Where(c => c.Number > 0)], result.Error, Node, user.Name, input.AsOf);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Scheduled work {Work} failed")]
    private partial void LogFailed(Exception e, string work);
}
