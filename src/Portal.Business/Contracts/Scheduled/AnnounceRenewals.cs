using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Contracts.Renewals;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Scheduled;

/// <summary>
/// Ahead of the last day for a notice of termination, raises the task to decide on a contract and, where it says so, tells the client. Safe at any
/// frequency and on several nodes: a unique index allows one notice for each end of a contract.
/// </summary>
public sealed partial class AnnounceRenewals(PortalDbContextFactory contexts, ICurrentUser user, RenewalMails mails, TimeProvider clock, ILogger<AnnounceRenewals> log)
{
    private const int ChunkSize = 500;

    /// <param name="AsOf">The day to pretend it is; null takes each legal entity's own.</param>
    public sealed record Input(DateOnly? AsOf = null);

    public sealed record Done(int Raised, int ClientsTold, int Failed);

    public async Task<Result<Done>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var (raised, told, failed) = (0, 0, 0);
        await using var db = contexts.CreateFor(SystemUser.Instance);
        foreach (var entity in await db.LegalEntities.AsNoTracking().ToListAsync(ct))
        {
            var today = input.AsOf ?? entity.DayOf(now);
            var lead = await db.RenewalSettings.Where(s => s.LegalEntityId == entity.Id).Select(s => (int?)s.LeadDays).SingleOrDefaultAsync(ct) ?? RenewalSettings.UsualLeadDays;
            var after = 0L;
            while (await NearAsync(db, entity.Id, today, after, ct) is { Count: > 0 } near)
            {
                foreach (var contract in near.Where(c => c.Dates(today) is { } dates && dates.RaiseOn(lead) <= today && today <= dates.EndsOn))
                {
                    try
                    {
                        var message = await RaiseAsync(contract, entity.Id, today, now, ct);
                        (raised, told) = (raised + (message is null ? 0 : 1), told + (message is > 0 ? 1 : 0));
                    }
                    catch (Exception e) when (e is not OperationCanceledException)
                    {
                        failed++;
                        LogFailed(log, e, contract.Id);
                    }
                }

                after = near[^1].Id;
            }
        }

        return new Done(raised, told, failed);
    }

    /// <summary>Running contracts that have an end to decide on and no notice of it. An automatic one without a term of notice has nothing to decide.</summary>
    private static Task<List<Near>> NearAsync(PortalDbContext db, long entityId, DateOnly today, long after, CancellationToken ct) =>
        db.Contracts.AsNoTracking()
            .Where(c => c.LegalEntityId == entityId && c.Id > after && (c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused) && c.EndedOn == null
                && (c.RenewsAutomatically ? c.NoticeDays > 0 : c.EndsOn >= today)
                && !db.ContractNotices.Any(n => n.ContractId == c.Id && n.EndsOn >= today && (c.RenewsAutomatically || n.EndsOn == c.EndsOn)))
            .OrderBy(c => c.Id).Select(c => new Near(c.Id, c.StartsOn, c.RenewedFrom, c.EndsOn, c.RenewsAutomatically, c.NoticeDays)).Take(ChunkSize).ToListAsync(ct);

    /// <returns>Null: somebody else was faster. Else the message to the client, or 0 for none.</returns>
    private async Task<long?> RaiseAsync(Near near, long entityId, DateOnly today, DateTime now, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var contract = await ContractAccess.FindAsync(db, near.Id, ct);
        if (contract is null || near.Dates(today) is not { } dates)
        {
            return null;
        }

        var message = await mails.AddAsync(db, contract, entityId, dates, today, now, ct);
        return (await db.TrySaveAsync(ct)).Succeeded ? message ?? 0 : null;
    }

    private sealed record Near(long Id, DateOnly StartsOn, IReadOnlyList<DateOnly> RenewedFrom, DateOnly? EndsOn, bool RenewsAutomatically, int NoticeDays)
    {
        public RenewalDates? Dates(DateOnly today) => RenewalDates.Of(RenewedFrom.Count == 0 ? StartsOn : RenewedFrom[^1], EndsOn, RenewsAutomatically, null, NoticeDays, today);
    }

    [LoggerMessage(LogLevel.Error, "The renewal of contract {ContractId} could not be announced")]
    private static partial void LogFailed(ILogger logger, Exception e, long contractId);
}
