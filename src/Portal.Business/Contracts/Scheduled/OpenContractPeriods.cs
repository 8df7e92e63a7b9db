using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.Scheduled;

/// <summary>
/// Opens the periods that have begun, in each company's own time, and closes contracts whose last day is over and billed. Each contract is
/// saved on its own: one that can't be stops nothing. Safe at any frequency and on several nodes: a unique index allows each period once.
/// </summary>
public sealed partial class OpenContractPeriods(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, Steps steps, ILogger<OpenContractPeriods> log)
{
    private const int ChunkSize = 200;

    /// <param name="AsOf">The day to pretend it is; null takes each legal entity's own.</param>
    public sealed record Input(DateOnly? AsOf = null);

    public sealed record Done(int Opened, int Closed, int Failed);

    public async Task<Result<Done>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var (opened, closed, failed) = (0, 0, 0);
        await using var db = contexts.CreateFor(SystemUser.Instance);
        foreach (var entity in await db.LegalEntities.AsNoTracking().ToListAsync(ct))
        {
            var today = input.AsOf ?? entity.DayOf(now);
            var after = 0L;
            while (await DueAsync(db, entity.Id, today, after, ct) is { Count: > 0 } ids)
            {
                foreach (var id in ids)
                {
                    try
                    {
                        var (more, over) = await MoveAsync(id, today, now, ct);
                        (opened, closed) = (opened + more, closed + (over ? 1 : 0));
                    }
                    catch (Exception e) when (e is not OperationCanceledException)
                    {
                        failed++;
                        LogFailed(log, e, id);
                    }
                }

                after = ids[^1];
            }
        }

        LogDone(log, opened, closed, failed);
        return new Done(opened, closed, failed);
    }

    /// <summary>Contracts whose last period is over, or whose own last day is.</summary>
    private static Task<List<long>> DueAsync(PortalDbContext db, long entityId, DateOnly today, long after, CancellationToken ct) =>
        db.Contracts.Where(c => c.LegalEntityId == entityId && c.Id > after && (c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused)
                && (c.EndedOn < today || (!c.RenewsAutomatically && c.EndsOn < today) || !c.Periods.Any(p => p.To >= today)))
            .OrderBy(c => c.Id).Select(c => c.Id).Take(ChunkSize).ToListAsync(ct);

    private async Task<(int Opened, bool Closed)> MoveAsync(long id, DateOnly today, DateTime now, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        if (await ContractAccess.FindAsync(db, id, ct) is not { } contract)
        {
            return default;
        }

        var opened = contract.OpenPeriods(today);
        var billed = await ContractAccess.BilledAsync(db, [id], ct);
        await ContractAccess.SetNextInvoiceAsync(db, contract, today, ct);
        var closes = await ContractClosing.IsDoneAsync(db, contract, billed, today, ct);
        if (closes)
        {
            contract.Close();
            db.TimelineEntries.Add(new TimelineEntry(contract.ClientId, contract.JobId, now, SystemUser.Instance, "Contracts.Closed", nameof(Contract), id, contract.Reference, contract.LastDay!.Value));
        }

        foreach (var period in opened.Where(p => p.Kind == ContractKind.Renewal))
        {
            db.TimelineEntries.Add(new TimelineEntry(
                contract.ClientId, contract.JobId, now, SystemUser.Instance, "Contracts.PeriodOpened", nameof(Contract), id, contract.Reference, period.Number, period.From, period.To));
        }

        steps.Reached("contracts.periods-opened");
        return (await db.TrySaveAsync(ct)).Succeeded ? (opened.Count, closes) : default;
    }

    [LoggerMessage(LogLevel.Information, "{Opened} contract periods opened, {Closed} contracts closed, {Failed} failed")]
    private static partial void LogDone(ILogger logger, int opened, int closed, int failed);

    [LoggerMessage(LogLevel.Error, "The periods of contract {ContractId} could not be opened")]
    private static partial void LogFailed(ILogger logger, Exception e, long contractId);
}
