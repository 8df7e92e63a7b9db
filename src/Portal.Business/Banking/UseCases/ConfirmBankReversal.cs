using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Banking.Matching;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Banking.UseCases;

/// <summary>
/// A person says that a line by which money left takes a payment back: a cheque that bounced, a returned debit. The payment is reversed on the
/// day of the bank, its invoices are open again, and what the bank took beyond the payment is its fee. A payment that was reversed by hand
/// before is matched as it is.
/// </summary>
public sealed partial class ConfirmBankReversal(LineSettling settling, PaymentUndoing undoing, ICurrentUser user, TimeProvider clock, ILogger<ConfirmBankReversal> log)
{
    /// <param name="Version">Of the line as the person saw it.</param>
    /// <param name="Number">Of the payment.</param>
    /// <param name="Reason">Stays with the payment; not needed where it is reversed already.</param>
    public sealed record Input(long LineId, int Version, string Number, string Reason);

    public sealed record Done(long PaymentId, string Number);

    public async Task<Result<Done>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsReverse))
        {
            return Refusal.Forbidden;
        }

        var result = await settling.SettleAsync(input.LineId, input.Version, (db, line, cancel) => SettleAsync(db, line, input, cancel), ct);
        if (result.TryGet(out var done))
        {
            LogReversed(log, input.LineId, done.PaymentId);
        }

        return result;
    }

    private async Task<Result<Done>> SettleAsync(PortalDbContext db, BankLine line, Input input, CancellationToken ct)
    {
        var number = input.Number.Trim();
        if (number.Length == 0)
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.Number));
        }

        var payment = await db.Payments.Include(p => p.Allocations).SingleOrDefaultAsync(p => p.LegalEntityId == line.LegalEntityId && p.Number == number, ct);
        if (payment is null)
        {
            return Refusal.Invalid("Banking.NoSuchPayment", number).On(nameof(input.Number));
        }

        // What was booked of a dispute already comes with the line, or on one of its own.
        var (beyond, booked) = (-line.Amount - payment.Amount, await Chargebacks.BookedFeeAsync(db, payment.Id, line.Currency, ct));
        var fee = booked > 0 && beyond >= booked ? beyond - booked : beyond;
        if (payment.Currency != line.Currency || fee < 0 || (booked > 0 && beyond > 0 && beyond < booked) || (payment.State == PaymentState.Reversed && fee != payment.ReversalFee))
        {
            return Refusal.Invalid("Banking.OtherPayment", payment.Number).On(nameof(input.Number));
        }

        if (line.BookedOn < payment.ReceivedOn)
        {
            return Refusal.Invalid("Banking.ReversedBeforeItCame", payment.Number, payment.ReceivedOn).On(nameof(input.Number));
        }

        var matched = line.MatchReversal(payment.Id, user, clock.GetUtcNow().UtcDateTime);
        if (!matched.Succeeded)
        {
            return Result<Done>.Refused(matched.Refusals);
        }

        // Who takes the fee of a dispute back at the same moment has to look again.
        db.Touch(payment);
        if (payment.State == PaymentState.Recorded)
        {
            var undone = await undoing.ReverseAsync(db, payment, input.Reason, user, ct, new PaymentUndoing.ByTheBank(line.BookedOn, fee));
            if (!undone.Succeeded)
            {
                return Result<Done>.Refused(undone.Refusals);
            }
        }

        return new Done(payment.Id, payment.Number);
    }

    [LoggerMessage(LogLevel.Information, "Bank line {LineId} takes payment {PaymentId} back")]
    private static partial void LogReversed(ILogger logger, long lineId, long paymentId);
}
