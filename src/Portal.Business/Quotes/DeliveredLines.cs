using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Data;

namespace Portal.Business.Quotes;

/// <summary>Which lines of a quote are billed as their time is delivered: those of a product by the hour with that policy.</summary>
internal static class DeliveredLines
{
    public static async Task MarkAsync(PortalDbContext db, QuoteDraftFields fields, CancellationToken ct)
    {
        var delivered = await ProductsAsync(db, fields.Lines.Select(l => l.ProductId), ct);
        fields.Lines.ForEach(l => l.BillsDelivered = l.ProductId is { } product && delivered.Contains(product) && l.Quantity > 0);
    }

    public static async Task MarkAsync(PortalDbContext db, IReadOnlyCollection<QuoteLine> lines, CancellationToken ct)
    {
        var delivered = await ProductsAsync(db, lines.Select(l => l.ProductId), ct);
        foreach (var line in lines)
        {
            line.BillAsDelivered(line.ProductId is { } product && delivered.Contains(product) && line.Quantity > 0);
        }
    }

    private static async Task<HashSet<long>> ProductsAsync(PortalDbContext db, IEnumerable<long?> products, CancellationToken ct)
    {
        var ids = products.OfType<long>().Distinct().ToList();
        return ids.Count == 0 ? []
            : (await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id) && p.Hours != null).Select(p => new { p.Id, p.Hours }).ToListAsync(ct))
                .Where(p => p.Hours!.Policy == HoursPolicy.Delivered).Select(p => p.Id).ToHashSet();
    }
}
