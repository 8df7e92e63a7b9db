using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Takes a payment back with a reason: its invoices owe again, the books get the mirror entry, everything stays as a trace.</summary>
public sealed partial class ReversePayment(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentUndoing undoing, ILogger<ReversePayment> log)
{
    /// <param name="Version">Of the payment as the person saw it.</param>
    public sealed record Input(long PaymentId, string Reason, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsReverse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var payment = await db.Payments.Include(p => p.Allocations).SingleOrDefaultAsync(p => p.Id == input.PaymentId, ct);
        if (payment is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(payment, input.Version);
        var undone = await undoing.ReverseAsync(db, payment, input.Reason, user, ct);
        if (!undone.Succeeded)
        {
            return undone;
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogReversed(log, payment.Number, payment.Id);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Payment {Number} ({PaymentId}) reversed")]
    private static partial void LogReversed(ILogger logger, string number, long paymentId);
}
