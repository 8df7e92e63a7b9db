using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Payments;

/// <summary>An invoice that is credited after it was paid needs less money than it got.</summary>
public static class OverpaidInvoices
{
    /// <summary>
    /// Gives what is too much back to the client's credit, from the latest payment on, until the balance is zero again. To be called
    /// in the save that credits the invoice; does nothing to one that is not overpaid.
    /// </summary>
    /// <returns>The payments with what each of them got back, from the latest on.</returns>
    public static async Task<Result<IReadOnlyList<(Payment Payment, decimal Amount)>>> ReleaseAsync(PortalDbContext db, Invoice invoice, DateTime now, CancellationToken ct)
    {
        if (invoice.Balance >= 0)
        {
            return Array.Empty<(Payment, decimal)>();
        }

        var released = new List<(Payment, decimal)>();
        var payments = await db.Payments.Include(p => p.Allocations)
            .Where(p => p.State == PaymentState.Recorded && p.Allocations.Any(a => a.InvoiceId == invoice.Id && a.UndoneAt == null)).ToListAsync(ct);
        foreach (var (payment, allocation) in payments
            .SelectMany(p => p.Allocations.Where(a => a.InvoiceId == invoice.Id && !a.IsUndone).Select(a => (p, a)))
            .OrderByDescending(x => x.a.Id).ToList())
        {
            var tooMuch = Math.Min(-invoice.Balance, allocation.Amount);
            if (tooMuch <= 0)
            {
                break;
            }

            var known = payment.Allocations.Count;
            payment.Release(allocation, tooMuch, invoice, now);
            if (await ExchangeDifferences.AddAsync(db, payment, payment.Allocations.Skip(known).Prepend(allocation), null, now, ct) is { Succeeded: false } refused)
            {
                return Result<IReadOnlyList<(Payment, decimal)>>.Refused(refused.Refusals);
            }

            released.Add((payment, tooMuch));
        }

        return released;
    }
}
