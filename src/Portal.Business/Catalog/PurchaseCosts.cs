using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Catalog;

/// <summary>What products cost the company now, for lines that carry it from then on.</summary>
internal static class PurchaseCosts
{
    /// <returns>By product; nothing for the others.</returns>
    public static async Task<IReadOnlyDictionary<long, decimal>> OfAsync(PortalDbContext db, IEnumerable<long?> productIds, CancellationToken ct)
    {
        var ids = productIds.OfType<long>().Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<long, decimal>()
            : await db.Products.Where(p => EF.Parameter(ids).Contains(p.Id) && p.PurchaseCost != 0).ToDictionaryAsync(p => p.Id, p => p.PurchaseCost, ct);
    }

    public static decimal Of(this IReadOnlyDictionary<long, decimal> costs, long? productId) => productId is { } id ? costs.GetValueOrDefault(id) : 0;
}
