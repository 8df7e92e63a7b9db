using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity;

namespace Portal.Business.Payments.UseCases;

/// <summary>Takes a payment back with a reason: its invoices owe again, the books get the mirror entry, everything stays as a trace.</summary>
public sealed partial class ReversePayment(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<ReversePayment> log)
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

        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == payment.LegalEntityId, ct);
        db.ExpectVersion(payment, input.Version);
        if (AccountingEntries.MissingForPayments(entity) is { Count: > 0 } missing)
        {
            return Result.Refused(missing);
        }

        if (await PeriodLock.RefusalsAsync(db, entity, entity.DayOf(now), ct) is { Count: > 0 } locked)
        {
            return Result.Refused(locked);
        }

        var reversed = payment.Reverse(input.Reason, entity.DayOf(now), now);
        if (!reversed.TryGet(out var undone))
        {
            return Result.Refused(reversed.Refusals);
        }

        var ids = undone.Select(a => a.InvoiceId).ToList();
        var invoices = await db.Invoices.Where(i => ids.Contains(i.Id)).ToListAsync(ct);
        foreach (var allocation in undone)
        {
            invoices.Single(i => i.Id == allocation.InvoiceId).Unpay(allocation.Amount);
        }

        var payerName = await db.Clients.Where(c => c.Id == payment.ClientId).Select(c => c.Name).SingleAsync(ct);
        AccountingEntries.AddForReversal(db, payment, entity, payerName);
        ReversalSeals.Add(db, payment);
        PaymentIntake.Tell(db, payment, invoices, user, now, "Payments.Reversed");
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
