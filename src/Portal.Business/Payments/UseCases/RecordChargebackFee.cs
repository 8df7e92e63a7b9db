using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Integrity;

namespace Portal.Business.Payments.UseCases;

/// <summary>A person says what the payment provider took for a dispute: it is booked as a bank fee, once for the payment.</summary>
public sealed partial class RecordChargebackFee(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<RecordChargebackFee> log)
{
    /// <param name="Version">Of the payment as the person saw it.</param>
    /// <param name="Amount">In the currency of the books.</param>
    public sealed record Input(long PaymentId, int Version, decimal Amount, DateOnly TakenOn);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var payment = await db.Payments.SingleOrDefaultAsync(p => p.Id == input.PaymentId, ct);
        if (payment is null)
        {
            return Refusal.NotFound;
        }

        // Who reverses the payment at the same moment, with a fee of the bank, is told.
        db.ExpectVersion(payment, input.Version);
        db.Touch(payment);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == payment.LegalEntityId, ct);
        if (await WhyNotAsync(db, entity, payment, input, ct) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var books = payment.Books ?? new BankBooks(entity.BankAccountId!.Value, entity.BankJournalId!.Value);
        var fee = new ChargebackFee(payment, input.Amount, entity.Currency, input.TakenOn, entity.BankFeeAccountId!.Value, books, now);
        db.ChargebackFees.Add(fee);
        AccountingEntries.AddForChargebackFee(db, fee, entity, await db.Clients.Where(c => c.Id == payment.ClientId).Select(c => c.Name).SingleAsync(ct));
        ChargebackFeeSeals.Add(db, fee);
        PaymentIntake.Tell(db, payment, [], user, now, "Payments.ChargebackFee", _ => [payment.Number, (fee.Amount, fee.Currency)]);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogRecorded(log, payment.Number, fee.Id);
        }

        return saved;
    }

    private async Task<IReadOnlyList<Refusal>> WhyNotAsync(PortalDbContext db, LegalEntity entity, Payment payment, Input input, CancellationToken ct)
    {
        if (await Chargebacks.FindAsync(db, payment, entity.Currency, ct) is null)
        {
            return [Refusal.NotNow("Payments.NotChargedBack", payment.Number)];
        }

        if (payment.ReversalFee > 0)
        {
            return [Refusal.NotNow("Payments.FeeOfTheReversal", payment.Number, (payment.ReversalFee, payment.Currency))];
        }

        if (await Chargebacks.BookedFeeAsync(db, payment.Id, entity.Currency, ct) is > 0 and var booked)
        {
            return [Refusal.Conflict("Payments.ChargebackFeeBooked", payment.Number, (booked, entity.Currency))];
        }

        List<Refusal> refusals = [.. MovedMoney.CheckAmount(input.Amount), .. AccountingEntries.MissingForChargebackFee(entity, payment.Books)];
        if (entity.Today(clock) is var today && input.TakenOn > today)
        {
            refusals.Add(Refusal.Invalid("Payments.ChargedInTheFuture", today).On(nameof(input.TakenOn)));
        }
        else if (input.TakenOn < payment.ReceivedOn)
        {
            refusals.Add(Refusal.Invalid("Payments.ChargedBeforeItCame", payment.ReceivedOn).On(nameof(input.TakenOn)));
        }

        return [.. refusals, .. (await PeriodLock.RefusalsAsync(db, entity, input.TakenOn, ct)).Select(r => r.On(nameof(input.TakenOn)))];
    }

    [LoggerMessage(LogLevel.Information, "Fee {FeeId} for the dispute over payment {Number} recorded")]
    private static partial void LogRecorded(ILogger logger, string number, long feeId);
}
