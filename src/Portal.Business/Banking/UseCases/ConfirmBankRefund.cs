using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Banking.Matching;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Banking.UseCases;

/// <summary>
/// A person says that a line by which money left is a refund: one that is recorded already, or a new one out of the client's credit. One
/// line, one refund.
/// </summary>
public sealed partial class ConfirmBankRefund(
    LineSettling settling, ICurrentUser user, RefundIntake intake, TimeProvider clock, ILogger<ConfirmBankRefund> log)
{
    /// <param name="Version">Of the line as the person saw it.</param>
    /// <param name="RefundId">The refund that it is; null makes one for <paramref name="ClientId"/>.</param>
    public sealed record Input(long LineId, int Version, long? RefundId, long? ClientId = null);

    public sealed record Done(long RefundId, string Number);

    public async Task<Result<Done>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRefund))
        {
            return Refusal.Forbidden;
        }

        var result = await settling.SettleAsync(input.LineId, input.Version, (db, line, cancel) => SettleAsync(db, line, input, cancel), ct);
        if (result.TryGet(out var done))
        {
            LogConfirmed(log, input.LineId, done.RefundId);
        }

        return result;
    }

    private async Task<Result<Done>> SettleAsync(PortalDbContext db, BankLine line, Input input, CancellationToken ct)
    {
        if (line.IsCredit)
        {
            return Refusal.Invalid("Banking.NotADebit");
        }

        if (line.WhyDone() is { } done)
        {
            return done;
        }

        var found = input.RefundId is { } id ? await RecordedAsync(db, line, id, ct) : await MadeAsync(db, line, input.ClientId, ct);
        if (!found.TryGet(out var refund))
        {
            return Result<Done>.Refused(found.Refusals);
        }

        if (input.RefundId is not null)
        {
            // Whoever reverses it at this moment has read that no line is matched to it.
            db.Touch(refund);
        }

        var matched = line.MatchRefund(refund.Id, user, clock.GetUtcNow().UtcDateTime);
        return matched.Succeeded ? new Done(refund.Id, refund.Number) : Result<Done>.Refused(matched.Refusals);
    }

    private static async Task<Result<Refund>> RecordedAsync(PortalDbContext db, BankLine line, long refundId, CancellationToken ct)
    {
        var refund = await db.Refunds.SingleOrDefaultAsync(r => r.Id == refundId, ct);
        return refund is null ? Refusal.NotFound
            : refund.IsReversed ? Refusal.NotNow("Payments.RefundReversed", refund.Number)
            : refund.LegalEntityId != line.LegalEntityId || refund.Currency != line.Currency || refund.Amount != -line.Amount ? Refusal.Invalid("Banking.OtherPayment", refund.Number)
            : refund;
    }

    private async Task<Result<Refund>> MadeAsync(PortalDbContext db, BankLine line, long? clientId, CancellationToken ct)
    {
        if (clientId is not { } client)
        {
            return Refusal.Invalid("Common.Required").On(nameof(Input.ClientId));
        }

        var account = await db.BankAccounts.AsNoTracking().SingleAsync(a => a.Id == line.BankAccountId, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == line.LegalEntityId, ct);
        var today = entity.Today(clock);
        var reference = line.EndToEndId.Length > 0 ? line.EndToEndId : line.BankReference;
        return await intake.AddAsync(
            db,
            new NewRefund(
                line.LegalEntityId, client, PaymentMethod.Transfer, -line.Amount, line.Currency, line.BookedOn > today ? today : line.BookedOn, reference, line.Label,
                line.OnceKey, Books: account.Books),
            user, ct);
    }

    [LoggerMessage(LogLevel.Information, "Bank line {LineId} is refund {RefundId}")]
    private static partial void LogConfirmed(ILogger logger, long lineId, long refundId);
}
