using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Payments.Online;

namespace Portal.Business.Payments;

/// <summary>What is known of a dispute over a card payment.</summary>
/// <param name="Fee">What the provider says that it took; null where it does not say, or in another currency than that of the books.</param>
/// <param name="IsTold">The provider told of a dispute; otherwise a person reversed the payment, for whatever reason.</param>
internal sealed record Chargeback(decimal? Fee, bool IsTold);

internal static class Chargebacks
{
    /// <summary>Null: the payment was not charged back, as far as anybody knows. One that a person reversed may have been.</summary>
    public static async Task<Chargeback?> FindAsync(PortalDbContext db, Payment payment, string bookCurrency, CancellationToken ct)
    {
        if (payment.Method != PaymentMethod.Online)
        {
            return null;
        }

        var said = await (
            from e in db.ProviderEvents
            join o in db.OnlinePayments on e.OnlinePaymentId equals o.Id
            where o.PaymentId == payment.Id && (e.Taken == TakenBackKind.ChargedBack || e.Taken == TakenBackKind.Reinstated)
            orderby e.ReceivedAt, e.Id
            select new { e.Fee, e.FeeCurrency }).ToListAsync(ct);
        return said.Count == 0 && payment.State != PaymentState.Reversed
            ? null
            : new Chargeback(said.LastOrDefault(s => s.Fee is not null) is { Fee: > 0 } last && last.FeeCurrency == bookCurrency ? last.Fee : null, said.Count > 0);
    }

    /// <summary>What was booked of it in this currency apart from the reversal of the payment; zero for nothing.</summary>
    public static async Task<decimal> BookedFeeAsync(PortalDbContext db, long paymentId, string currency, CancellationToken ct) =>
        await db.ChargebackFees.Where(f => f.PaymentId == paymentId && f.Currency == currency && f.ReversedOn == null).Select(f => (decimal?)f.Amount).SingleOrDefaultAsync(ct) ?? 0;
}
