using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Banking.UseCases;

/// <summary>
/// Undoes what was said of a line: it waits again. A payment that was made from it is reversed, with the reason; one that was recorded before
/// stays as it is.
/// </summary>
public sealed partial class ReopenBankLine(PortalDbContextFactory contexts, ICurrentUser user, PaymentUndoing undoing, ILogger<ReopenBankLine> log)
{
    /// <param name="Reason">Needed where a payment is reversed.</param>
    public sealed record Input(long LineId, int Version, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var line = await db.BankLines.SingleOrDefaultAsync(l => l.Id == input.LineId, ct);
        if (line is null)
        {
            return Refusal.NotFound;
        }

        if (line.State == BankLineState.ToDo)
        {
            return Refusal.Conflict("Banking.OpenAlready");
        }

        db.ExpectVersion(line, input.Version);
        if (line is { MadePayment: true, PaymentId: { } paymentId })
        {
            if (!user.Has(Permissions.PaymentsReverse))
            {
                return Refusal.Forbidden;
            }

            var payment = await db.Payments.Include(p => p.Allocations).SingleAsync(p => p.Id == paymentId, ct);
            var undone = await undoing.ReverseAsync(db, payment, input.Reason, user, ct);
            if (!undone.Succeeded)
            {
                return undone;
            }
        }

        line.Reopen();
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogReopened(log, line.Id);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Bank line {LineId} waits again")]
    private static partial void LogReopened(ILogger logger, long lineId);
}
