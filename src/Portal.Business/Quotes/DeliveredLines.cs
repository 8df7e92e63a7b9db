using Portal.Business.Catalog;
using Portal.Business.Data;

namespace Portal.Business.Quotes;

/// <summary>Which lines of a quote are billed as their time is delivered: those of a product by the hour with that policy.</summary>
internal static class DeliveredLines
{
    public static async Task MarkAsync(PortalDbContext db, QuoteDraftFields fields, CancellationToken ct)
    {
        var delivered = await DeliveredProducts.AmongAsync(db, fields.Lines.Select(l => l.ProductId), ct);
        fields.Lines.ForEach(l => l.BillsDelivered = delivered.Holds(l.ProductId, l.Quantity ?? 0));
    }

    public static async Task MarkAsync(PortalDbContext db, IReadOnlyCollection<QuoteLine> lines, CancellationToken ct)
    {
        var delivered = await DeliveredProducts.AmongAsync(db, lines.Select(l => l.ProductId), ct);
        foreach (var line in lines)
        {
            line.BillAsDelivered(delivered.Holds(line.ProductId, line.Quantity));
        }
    }
}
