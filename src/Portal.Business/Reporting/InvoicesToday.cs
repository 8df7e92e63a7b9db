using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Reporting;

/// <summary>What of invoices needs a person now.</summary>
internal static class InvoicesToday
{
    public static async Task<IEnumerable<TodayItem>> ItemsAsync(PortalDbContext db, DueDays days, CancellationToken ct)
    {
        async Task<TodayItem> CountAsync(TodayNeed need, IQueryable<Invoice> found, bool balance)
        {
            var sums = await found.GroupBy(i => i.Currency)
                .Select(g => new { Currency = g.Key, Count = g.Count(), Total = g.Sum(i => balance ? i.Balance - i.Held : i.Total) }).ToListAsync(ct);
            return new TodayItem(need, sums.Sum(s => s.Count), [.. sums.OrderBy(s => s.Currency, StringComparer.Ordinal).Select(s => new TodayAmount(s.Currency, s.Total))]);
        }

        return
        [
            await CountAsync(TodayNeed.InvoicesToIssue, db.Invoices.Where(days.IsToIssue), balance: false),
            await CountAsync(TodayNeed.InvoicesToSend, db.Invoices.Where(i => i.Status == InvoiceStatus.ReadyToSend), balance: false),
            await CountAsync(TodayNeed.InvoicesOverdue, db.Invoices.Where(days.IsOverdue), balance: true),
            await AttentionAsync(db, ct),
        ];
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
