using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Catalog;

/// <summary>Which of some products are time that is billed as it is delivered.</summary>
internal sealed class DeliveredProducts
{
    private readonly HashSet<long> ids;

    private DeliveredProducts(HashSet<long> ids) => this.ids = ids;

    public static async Task<DeliveredProducts> AmongAsync(PortalDbContext db, IEnumerable<long?> products, CancellationToken ct)
    {
        var asked = products.OfType<long>().Distinct().ToList();
        return new DeliveredProducts(asked.Count == 0 ? []
            : (await db.Products.AsNoTracking().Where(p => asked.Contains(p.Id) && p.Hours != null).Select(p => new { p.Id, p.Hours }).ToListAsync(ct))
                .Where(p => p.Hours!.Policy == HoursPolicy.Delivered).Select(p => p.Id).ToHashSet());
    }

    /// <summary>Whether a line of so much of a product is a budget; less than nothing is taken back as it was billed.</summary>
    public bool Holds(long? productId, decimal quantity) => productId is { } id && quantity > 0 && ids.Contains(id);
}
