using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Catalog;

/// <summary>Which rates stand on issued documents; those are history and don't change.</summary>
internal static class TaxRateUse
{
    /// <summary>Date of the last issued document that was taxed with a component; null where there is none.</summary>
    public static async Task<DateOnly?> LastUseOnAsync(this PortalDbContext db, long componentId, CancellationToken ct) =>
        (await db.LastUseOnAsync([componentId], ct)).GetValueOrDefault(componentId);

    /// <summary>The same of several components, in one query. The last invoices are looked at first: most components are on one of them.</summary>
    public static Task<Dictionary<long, DateOnly?>> LastUseOnAsync(this PortalDbContext db, IReadOnlyCollection<long> componentIds, CancellationToken ct) =>
        db.TaxComponents.Where(c => componentIds.Contains(c.Id))
            .Select(c => new
            {
                c.Id,
                LastUse = db.Invoices.Where(i => i.IssuedOn != null && i.Taxes.Any(t => t.TaxComponentId == c.Id))
                    .OrderByDescending(i => i.IssuedOn).Select(i => i.IssuedOn).FirstOrDefault(),
            })
            .ToDictionaryAsync(c => c.Id, c => c.LastUse, ct);
}
