namespace Portal.Business.Invoicing;

public static class OpenInvoices
{
    /// <summary>Issued invoices of which something is to be paid now; what is held back until its release is not.</summary>
    public static IQueryable<Invoice> WhereOpen(this IQueryable<Invoice> invoices) =>
        invoices.Where(i => i.Kind == InvoiceKind.Invoice && i.Number != null && i.Balance > 0 && i.Balance > i.Held);
}
