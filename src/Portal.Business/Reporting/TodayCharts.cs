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

        // What is open of each instalment in the age of its own day; an invoice counts in each age that has something of it.
        // Grouped from rows of their own: not every database sums what is itself a sum.
        var open = await db.Invoices.Where(i => i.Balance > 0)
            .Select(Rules.Over<Invoice, OpenRow>(
                (Invoice i, decimal late, decimal late30, decimal late60, decimal late90) => new OpenRow
                {
                    Id = i.Id,
                    Currency = i.Currency,
                    Balance = i.Balance,
                    Late = late,
                    Late30 = late30,
                    Late60 = late60,
                    Late90 = late90,
                },
                InvoiceDue.Overdue(today), InvoiceDue.Overdue(d30), InvoiceDue.Overdue(d60), InvoiceDue.Overdue(d90)))
            .Distinct().GroupBy(r => r.Currency)
            .Select(g => new OpenSums
            {
                Currency = g.Key,
                Balance = g.Sum(r => r.Balance),
                Late = g.Sum(r => r.Late > 0 ? r.Late : 0m),
                Late30 = g.Sum(r => r.Late30 > 0 ? r.Late30 : 0m),
                Late60 = g.Sum(r => r.Late60 > 0 ? r.Late60 : 0m),
                Late90 = g.Sum(r => r.Late90 > 0 ? r.Late90 : 0m),
                NotDue = g.Sum(r => r.Balance > r.Late ? 1 : 0),
                To30 = g.Sum(r => r.Late > 0 && r.Late > r.Late30 ? 1 : 0),
                To60 = g.Sum(r => r.Late30 > 0 && r.Late30 > r.Late60 ? 1 : 0),
                To90 = g.Sum(r => r.Late60 > 0 && r.Late60 > r.Late90 ? 1 : 0),
                Older = g.Sum(r => r.Late90 > 0 ? 1 : 0),
            })
            .ToDictionaryAsync(s => s.Currency, ct);

        (DateOnly? From, DateOnly? To)[] ages =
            [(today, null), (d30, today.AddDays(-1)), (d60, d30.AddDays(-1)), (d90, d60.AddDays(-1)), (null, d90.AddDays(-1))];
        return
        [
            .. invoiced.Select(i => i.Currency).Concat(paid.Select(p => p.Currency)).Concat(open.Keys).Distinct().Order(StringComparer.Ordinal)
                .Select(currency => new TodayChart(
                    currency,
                    [.. Enumerable.Range(0, Months).Select(first.AddMonths).Select(month => new TodayMonth(
                        month,
                        invoiced.Where(i => i.Currency == currency && i.Year == month.Year && i.Month == month.Month).Sum(i => i.Sum),
                        withPayments ? paid.Where(p => p.Currency == currency && p.Year == month.Year && p.Month == month.Month).Sum(p => p.Sum) : null))],
                    [.. ages.Select((age, i) => new TodayAge(
                        age.From, age.To, open.GetValueOrDefault(currency)?.Counts[i] ?? 0, open.GetValueOrDefault(currency)?.Amounts[i] ?? 0))])),
        ];
    }

    private class OpenAmounts
    {
        public required string Currency { get; init; }

        public required decimal Balance { get; init; }

        /// <summary>Of it, what fell due before today; zero or less where nothing did.</summary>
        public required decimal Late { get; init; }

        public required decimal Late30 { get; init; }

        public required decimal Late60 { get; init; }

        public required decimal Late90 { get; init; }
    }

    private sealed class OpenRow : OpenAmounts
    {
        public required long Id { get; init; }
    }

    private sealed class OpenSums : OpenAmounts
    {
        public required int NotDue { get; init; }

        public required int To30 { get; init; }

        public required int To60 { get; init; }

        public required int To90 { get; init; }

        public required int Older { get; init; }

        public IReadOnlyList<int> Counts => [NotDue, To30, To60, To90, Older];

        public IReadOnlyList<decimal> Amounts => [Balance - Late, Late - Late30, Late30 - Late60, Late60 - Late90, Late90];
    }
}
