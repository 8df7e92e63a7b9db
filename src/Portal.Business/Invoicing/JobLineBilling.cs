using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>Keeps what a proforma bills and what its job lines count as invoiced in step.</summary>
internal static class JobLineBilling
{
    /// <summary>A line for a quantity of a job line. More than what is left needs a permission and leaves a trace in the timeline.</summary>
    public static Result Add(PortalDbContext db, Invoice invoice, JobLine ordered, decimal quantity, ICurrentUser user, DateTime now)
    {
        var line = new InvoiceLine { Source = InvoiceLineSource.Job, JobLineId = ordered.Id, ProductId = ordered.ProductId };
        var set = line.Set(new InvoiceLine.Values(
            ordered.Description, quantity, ordered.Unit, ordered.UnitPrice, ordered.DiscountPercent, ordered.TaxCodeId, ordered.GlAccountId, ordered.PurchaseOrder));
        if (!set.Succeeded)
        {
            return set;
        }

        line.Bill(line.Quantity);
        var taken = Take(db, invoice, ordered, line.Quantity, line.LineNet, user, now);
        return taken.Succeeded ? invoice.AddLine(line) : taken;
    }

    public static Result Take(PortalDbContext db, Invoice invoice, JobLine ordered, decimal quantity, decimal net, ICurrentUser user, DateTime now)
    {
        var left = ordered.QuantityToInvoice;
        var taken = ordered.Take(quantity, net, user.Has(Permissions.InvoicesOverInvoice));
        if (taken.Succeeded && quantity > left && quantity > 0)
        {
            db.TimelineEntries.Add(new TimelineEntry(
                invoice.ClientId, invoice.JobId, now, user, "Invoicing.OverInvoiced", nameof(Invoice), invoice.Id, ordered.Description, quantity - left));
        }

        return taken;
    }

    /// <summary>What a line of a proforma that goes away had taken.</summary>
    public static void GiveBack(InvoiceLine line, JobLine ordered) => ordered.GiveBack(line.JobQuantity, line.LineNet);
}
