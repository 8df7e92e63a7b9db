using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.Reporting;

/// <summary>How the money went in the last twelve months, and how old is what is owed, by currency.</summary>
internal static class TodayCharts
{
    private const int Months = 12;

    /// <summary>Ageing ends with what is older than this many days.</summary>
    private const int Oldest = 90;

    public static async Task<IReadOnlyList<TodayChart>> OfAsync(PortalDbContext db, DateOnly today, bool withPayments, CancellationToken ct)
    {
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
        var invoiced = await db.Invoices.Where(i => i.IssuedOn >= first)
            .GroupBy(i => new { i.Currency, i.IssuedOn!.Value.Year, i.IssuedOn!.Value.Month })
            .Select(g => new { g.Key.Currency, g.Key.Year, g.Key.Month, Sum = g.Sum(i => i.Kind == InvoiceKind.CreditNote ? -i.Total : i.Total) })
            .ToListAsync(ct);
        var paid = !withPayments ? [] : await db.Payments.Where(p => p.ReceivedOn >= first && p.State == PaymentState.Recorded)
            .GroupBy(p => new { p.Currency, p.ReceivedOn.Year, p.ReceivedOn.Month })
            .Select(g => new { g.Key.Currency, g.Key.Year, g.Key.Month, Sum = g.Sum(p => p.Amount) })
            .ToListAsync(ct);
        var (d30, d60, d90) = (today.AddDays(-30), today.AddDays(-60), today.AddDays(-Oldest));

        // Each invoice by its oldest instalment that is open, as the list behind it finds it.
        var open = await db.Invoices.Where(i => i.Balance > 0)
            .Select(Rules.Over<Invoice, OpenRow>(
                (Invoice i, decimal late, decimal late30, decimal late60, decimal late90) => new OpenRow
                {
                    Id = i.Id,
                    Currency = i.Currency,
                    Balance = i.Balance,
                    Age = late90 > 0 ? 4 : late60 > 0 ? 3 : late30 > 0 ? 2 : late > 0 ? 1 : 0,
                },
                InvoiceDue.Overdue(today), InvoiceDue.Overdue(d30), InvoiceDue.Overdue(d60), InvoiceDue.Overdue(d90)))
            .Distinct().GroupBy(r => new { r.Currency, r.Age })
            .Select(g => new { g.Key.Currency, g.Key.Age, Count = g.Count(), Balance = g.Sum(r => r.Balance) })
            .ToListAsync(ct);

        (DateOnly? From, DateOnly? To)[] ages =
            [(today, null), (d30, today.AddDays(-1)), (d60, d30.AddDays(-1)), (d90, d60.AddDays(-1)), (null, d90.AddDays(-1))];
        return
        [
            .. invoiced.Select(i => i.Currency).Concat(paid.Select(p => p.Currency)).Concat(open.Select(o => o.Currency)).Distinct().Order(StringComparer.Ordinal)
                .Select(currency => new TodayChart(
                    currency,
                    [.. Enumerable.Range(0, Months).Select(first.AddMonths).Select(month => new TodayMonth(
                        month,
                        invoiced.Where(i => i.Currency == currency && i.Year == month.Year && i.Month == month.Month).Sum(i => i.Sum),
                        withPayments ? paid.Where(p => p.Currency == currency && p.Year == month.Year && p.Month == month.Month).Sum(p => p.Sum) : null))],
                    [.. ages.Select((age, i) => new TodayAge(
                        age.From, age.To, open.Where(o => o.Currency == currency && o.Age == i).Sum(o => o.Count),
                        open.Where(o => o.Currency == currency && o.Age == i).Sum(o => o.Balance)))])),
        ];
    }

    private sealed class OpenRow
    {
        public required long Id { get; init; }

        public required string Currency { get; init; }

        public required decimal Balance { get; init; }

        public required int Age { get; init; }
    }
}
