using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity;

namespace Portal.Business.Payments.UseCases;

/// <summary>Takes the fee of a dispute back: it was a mistake, or the provider gave it back. The books get the mirror entry.</summary>
public sealed partial class ReverseChargebackFee(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<ReverseChargebackFee> log)
{
    public sealed record Input(long FeeId, int Version, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsReverse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var fee = await db.ChargebackFees.SingleOrDefaultAsync(f => f.Id == input.FeeId, ct);
        if (fee is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(fee, input.Version);
        var payment = await db.Payments.SingleAsync(p => p.Id == fee.PaymentId, ct);
        db.Touch(payment);
        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == fee.LegalEntityId, ct);
        if (await PeriodLock.RefusalsAsync(db, entity, entity.DayOf(now), ct) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        // The line of the bank had this fee in it: without it, the line would stand for more than is booked.
        if (await db.BankLines.AsNoTracking().SingleOrDefaultAsync(l => l.ReversedPaymentId == payment.Id, ct) is { } line
            && line.Currency == fee.Currency && -line.Amount > payment.Amount + payment.ReversalFee)
        {
            return Refusal.NotNow("Payments.FeeOfABankLine", payment.Number, line.BookedOn, (-line.Amount, line.Currency));
        }

        var reversed = fee.Reverse(input.Reason, entity.DayOf(now), now);
        if (!reversed.Succeeded)
        {
            return reversed;
        }

        AccountingEntries.AddForChargebackFee(db, fee, entity, await db.Clients.Where(c => c.Id == fee.ClientId).Select(c => c.Name).SingleAsync(ct));
        ReversalSeals.Add(db, fee);
        PaymentIntake.Tell(db, payment, [], user, now, "Payments.ChargebackFeeUndone", _ => [payment.Number, (fee.Amount, fee.Currency)]);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogReversed(log, fee.Id);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Fee {FeeId} for a dispute reversed")]
    private static partial void LogReversed(ILogger logger, long feeId);
}
