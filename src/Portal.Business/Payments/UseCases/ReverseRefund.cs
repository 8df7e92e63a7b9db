using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.JobFolders;

namespace Portal.Business.Payments.UseCases;

/// <summary>The money of a refund did not go, or came back: it is the client's credit again, and its bank line waits again.</summary>
public sealed partial class ReverseRefund(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<ReverseRefund> log)
{
    public sealed record Input(long RefundId, int Version, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRefund))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var refund = await db.Refunds.Include(r => r.Shares).SingleOrDefaultAsync(r => r.Id == input.RefundId, ct);
        if (refund is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(refund, input.Version);
        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == refund.LegalEntityId, ct);
        IReadOnlyList<Refusal> refusals =
            [.. AccountingEntries.MissingForPayments(entity, refund.Books), .. await PeriodLock.RefusalsAsync(db, entity, entity.DayOf(now), ct)];
        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        var reversed = refund.Reverse(input.Reason, entity.DayOf(now), now);
        if (!reversed.Succeeded)
        {
            return reversed;
        }

        var ids = refund.Shares.Select(s => s.PaymentId).ToList();
        foreach (var payment in await db.Payments.Where(p => ids.Contains(p.Id)).ToListAsync(ct))
        {
            var own = refund.Shares.Where(s => s.PaymentId == payment.Id).ToList();
            payment.TakeBack(own.Sum(s => s.Amount), own.Sum(s => s.BookAmount));
        }

        if (await db.BankLines.SingleOrDefaultAsync(l => l.RefundId == refund.Id, ct) is { } line)
        {
            line.Reopen();
        }

        var name = await db.Clients.Where(c => c.Id == refund.ClientId).Select(c => c.Name).SingleAsync(ct);
        AccountingEntries.AddForRefund(db, refund, entity, name);
        ReversalSeals.Add(db, refund);
        db.TimelineEntries.Add(new TimelineEntry(
            refund.ClientId, null, now, user, "Payments.RefundUndone", nameof(Refund), refund.Id, refund.Number, (refund.Amount, refund.Currency)));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogReversed(log, refund.Number, refund.Id);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Refund {Number} ({RefundId}) reversed")]
    private static partial void LogReversed(ILogger logger, string number, long refundId);
}
