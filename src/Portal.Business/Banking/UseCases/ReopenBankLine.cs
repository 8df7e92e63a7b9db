using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Banking.Matching;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Banking.UseCases;

/// <summary>
/// Undoes what was said of a line: it waits again. A payment that was made from it is reversed, with the reason; those that were recorded before
/// stay as they are, and so does one that the line took back: it stays reversed. What the line taught of its payer is forgotten.
/// </summary>
public sealed partial class ReopenBankLine(LineSettling settling, ICurrentUser user, PaymentUndoing undoing, ILogger<ReopenBankLine> log)
{
    /// <param name="Reason">Needed where a payment is reversed.</param>
    public sealed record Input(long LineId, int Version, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        var reopened = await settling.SettleAsync(input.LineId, input.Version, (db, line, cancel) => ReopenAsync(db, line, input.Reason, cancel), ct);
        if (reopened.Succeeded)
        {
            LogReopened(log, input.LineId);
        }

        return reopened;
    }

    private async Task<Result> ReopenAsync(PortalDbContext db, BankLine line, string reason, CancellationToken ct)
    {
        if (line.State == BankLineState.ToDo)
        {
            return Refusal.Conflict("Banking.OpenAlready");
        }

        // Asked before the payment is reversed: that opens the line again.
        var keys = KnownPayer.KeysOf(line).ToList();
        var taught = await db.KnownPayers.Where(p => p.LegalEntityId == line.LegalEntityId && keys.Contains(p.Key) && p.SeenAt == line.SettledAt).ToListAsync(ct);
        if (line is { MadePayment: true, Payments: [var made] })
        {
            if (!user.Has(Permissions.PaymentsReverse))
            {
                return Refusal.Forbidden;
            }

            var payment = await db.Payments.Include(p => p.Allocations).SingleAsync(p => p.Id == made.PaymentId, ct);
            var undone = await undoing.ReverseAsync(db, payment, reason, user, ct);
            if (!undone.Succeeded)
            {
                return undone;
            }
        }

        db.KnownPayers.RemoveRange(taught);
        line.Reopen();
        return Result.Done;
    }

    [LoggerMessage(LogLevel.Information, "Bank line {LineId} waits again")]
    private static partial void LogReopened(ILogger logger, long lineId);
}
