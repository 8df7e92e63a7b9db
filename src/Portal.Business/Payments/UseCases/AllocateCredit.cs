using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Pays open invoices from what is left of a payment.</summary>
public sealed partial class AllocateCredit(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<AllocateCredit> log)
{
    /// <param name="Version">Of the payment as the person saw it: a double click is refused as stale.</param>
    public sealed record Input(long PaymentId, IReadOnlyList<Share> Shares, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        if (input.Shares.Count == 0 || input.Shares.DistinctBy(s => s.InvoiceId).Count() != input.Shares.Count
            || input.Shares.Any(s => Money.Round(s.Amount) != s.Amount))
        {
            return Refusal.Invalid("Payments.ShareOutOfRange").On(nameof(input.Shares));
        }

        await using var db = contexts.CreateDbContext();
        var payment = await db.Payments.Include(p => p.Allocations).SingleOrDefaultAsync(p => p.Id == input.PaymentId, ct);
        if (payment is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(payment, input.Version);
        var now = clock.GetUtcNow().UtcDateTime;
        var allocated = await PaymentIntake.AllocateAsync(db, payment, input.Shares, now, ct);
        if (!allocated.TryGet(out var invoices))
        {
            return Result.Refused(allocated.Refusals);
        }

        PaymentIntake.Tell(db, payment, invoices, user, now, "Payments.Allocated");
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogAllocated(log, payment.Id, invoices.Count);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Credit of payment {PaymentId} allocated to {Invoices} invoices")]
    private static partial void LogAllocated(ILogger logger, long paymentId, int invoices);
}
