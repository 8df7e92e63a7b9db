using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Quotes;

namespace Portal.Business.Reporting;

/// <summary>Quotes on their way to an answer, with what they come to.</summary>
internal static class QuotesToday
{
    public static async Task<IEnumerable<TodayItem>> ItemsAsync(PortalDbContext db, ICurrentUser user, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesView))
        {
            return [];
        }

        var quotes = await db.Quotes.Where(q => q.Status == QuoteStatus.Draft || q.Status == QuoteStatus.Sent || q.Status == QuoteStatus.Viewed)
            .GroupBy(q => new { q.Status, q.Currency })
            .Select(g => new { g.Key.Status, g.Key.Currency, Count = g.Count(), Total = g.Sum(q => q.Total) }).ToListAsync(ct);
        return quotes.GroupBy(q => q.Status).Select(same => new TodayItem(
            same.Key switch { QuoteStatus.Viewed => TodayNeed.QuotesViewed, QuoteStatus.Sent => TodayNeed.QuotesSent, _ => TodayNeed.QuotesInPreparation },
            same.Sum(q => q.Count),
            [.. same.OrderBy(q => q.Currency, StringComparer.Ordinal).Select(q => new TodayAmount(q.Currency, q.Total))]));
    }
}
