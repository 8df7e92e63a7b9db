using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Reporting;

/// <summary>What of invoices needs a person now: whoever may do something about it.</summary>
internal static class InvoicesToday
{
    public static async Task<IEnumerable<TodayItem>> ItemsAsync(PortalDbContext db, ICurrentUser user, DueDays days, CancellationToken ct)
    {
        async Task<TodayItem> CountAsync(TodayNeed need, IQueryable<Invoice> found, Expression<Func<Invoice, decimal>> amount)
        {
            var rows = found.Select(Rules.Over<Invoice, Row>((Invoice i, decimal amount) => new Row { Id = i.Id, Currency = i.Currency, Amount = amount }, amount));

            // Grouped from rows of their own: not every database sums what is itself a sum.
            var sums = await rows.Distinct().GroupBy(r => r.Currency).Select(g => new { Currency = g.Key, Count = g.Count(), Total = g.Sum(r => r.Amount) }).ToListAsync(ct);
            return new TodayItem(need, sums.Sum(s => s.Count), [.. sums.OrderBy(s => s.Currency, StringComparer.Ordinal).Select(s => new TodayAmount(s.Currency, s.Total))]);
        }

        var items = new List<TodayItem>();
        if (user.Has(Permissions.InvoicesIssue))
        {
            items.Add(await CountAsync(TodayNeed.InvoicesToIssue, db.Invoices.Where(days.IsToIssue), i => i.Total));
        }

        if (user.Has(Permissions.InvoicesSend))
        {
            items.Add(await CountAsync(TodayNeed.InvoicesToSend, db.Invoices.Where(i => i.Status == InvoiceStatus.ReadyToSend), i => i.Total));
            items.Add(await AttentionAsync(db, ct));
        }

        if (user.Has(Permissions.RemindersSend) || user.Has(Permissions.PaymentsView))
        {
            items.Add(await CountAsync(TodayNeed.InvoicesOverdue, db.Invoices.Where(days.IsOverdue), days.Overdue));
        }

        return items;
    }

    private sealed class Row
    {
        public required long Id { get; init; }

        public required string Currency { get; init; }

        public required decimal Amount { get; init; }
    }

    private static async Task<TodayItem> AttentionAsync(PortalDbContext db, CancellationToken ct)
    {
        var reasons = await db.Invoices.Where(i => i.Attention != null).GroupBy(i => i.Attention!).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return new TodayItem(TodayNeed.InvoicesNeedAttention, reasons.Sum(r => r.Count), [])
        {
            Reasons = [.. reasons.OrderByDescending(r => r.Count).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => new TodayReason(r.Key, r.Count))],
        };
    }
}
