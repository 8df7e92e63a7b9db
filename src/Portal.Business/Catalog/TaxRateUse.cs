using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Catalog;

/// <summary>Which rates stand on issued documents; those are history and don't change.</summary>
internal static class TaxRateUse
{
    /// <summary>Date of the last issued document that was taxed with a component; null where there is none.</summary>
    public static Task<DateOnly?> LastUseOnAsync(this PortalDbContext db, long componentId, CancellationToken ct) =>
        db.Set<InvoiceTax>().Where(t => t.TaxComponentId == componentId)
            .Join(db.Set<Invoice>(), t => t.InvoiceId, i => i.Id, (_, i) => i.IssuedOn)
            .Where(on => on != null)
            .MaxAsync(ct);
}
