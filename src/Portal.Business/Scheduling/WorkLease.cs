using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Scheduling;

/// <summary>
/// Keeps two processes from running the same work at the same time. It only avoids waste: the work itself is safe without it, so a
/// lease lost under a stalled process does no harm.
/// </summary>
public sealed partial class WorkLease(
    IDbContextFactory<PortalDbContext> contexts, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<WorkLease> log)
{
    private TimeSpan Length => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    internal sealed record Held(string Owner, DateTime StartedAt, WorkState Before);

    /// <summary>Null if another process runs it.</summary>
    internal async Task<Held?> TakeAsync(string work, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.WorkStates.AnyAsync(s => s.Work == work, ct))
        {
            db.WorkStates.Add(new WorkState(work));
            await db.TrySaveAsync(ct);
            db.ChangeTracker.Clear();
        }

        var now = Now;
        var owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Ids.New():x}";
        await using var transaction = await db.BeginWriteAsync(ct);
        var before = await db.WorkStates.AsNoTracking().SingleAsync(s => s.Work == work, ct);
        var taken = await db.WorkStates.Where(s => s.Work == work && (s.LeaseOwner == "" || s.LeasedUntil < now)).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.LeaseOwner, owner).SetProperty(s => s.LeasedUntil, now + Length).SetProperty(s => s.LastStartedAt, now), ct);
        await transaction.CommitAsync(ct);
        return taken == 1 ? new Held(owner, now, before) : null;
    }

    /// <summary>Renews the lease until <paramref name="ct"/> ends.</summary>
    internal async Task KeepAsync(string work, Held held, CancellationToken ct)
    {
        try
        {
            using var timer = new PeriodicTimer(Length / 3);
            while (await timer.WaitForNextTickAsync(ct))
            {
                try
                {
                    await RenewAsync(work, held, ct);
                }
                catch (Exception e) when (e is DbException or DbUpdateException or TimeoutException or InvalidOperationException)
                {
                    LogNotRenewed(log, e, work);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private async Task RenewAsync(string work, Held held, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWriteAsync(ct);
        var until = Now + Length;
        await db.WorkStates.Where(s => s.Work == work && s.LeaseOwner == held.Owner)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LeasedUntil, until), ct);
        await transaction.CommitAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of scheduled work {Work} could not be renewed; tried again at the next turn")]
    private static partial void LogNotRenewed(ILogger logger, Exception e, string work);

    internal async Task GiveBackAsync(string work, Held held, RunOutcome outcome, IReadOnlyList<WorkRun> runs)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        db.WorkRuns.AddRange(runs);
        await db.SaveChangesAsync();
        await using var transaction = await db.BeginWriteAsync(CancellationToken.None);
        var now = Now;
        await db.WorkStates.Where(s => s.Work == work && s.LeaseOwner == held.Owner).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.LeaseOwner, "").SetProperty(s => s.LeasedUntil, (DateTime?)null)
            .SetProperty(s => s.LastFinishedAt, now).SetProperty(s => s.LastOutcome, outcome));
        await transaction.CommitAsync(CancellationToken.None);
    }
}
