using Portal.Business.Clients;
using Portal.Business.Common;

namespace Portal.Business.JobFolders;

/// <summary>A job as its page shows it to staff. Amounts are before tax, but what was paid.</summary>
/// <param name="Invoiced">On issued invoices, less credit notes.</param>
/// <param name="OnProformas">Planned on proformas.</param>
/// <param name="ToInvoice">Ordered and on no invoice nor proforma.</param>
/// <param name="Paid">Tax included.</param>
/// <param name="SiteId">Where it is delivered, one of <paramref name="Sites"/>; null: as billed.</param>
/// <param name="Held">Of what they owe, what they hold back.</param>
/// <param name="Due">What clients still owe on issued invoices, tax included.</param>
public sealed record JobView(
    long Id, int Version, string Number, string Name, JobStatus Status, DateOnly Today, long ClientId, string ClientName, long LegalEntityId, string SellerName,
    string Language, string Currency, string PurchaseOrder, DateOnly? DueOn, long? ResponsibleUserId, string Responsible, DateTime CreatedAt, decimal Ordered,
    decimal Invoiced, decimal OnProformas, decimal ToInvoice, decimal Paid, decimal Due, int Quotes, int Invoices, IReadOnlyList<JobLineRow> Lines,
    IReadOnlyList<JobQuoteRow> QuoteRows, IReadOnlyList<JobInvoiceRow> InvoiceRows, IReadOnlyList<JobDocumentRow> Documents, long? SiteId,
    IReadOnlyList<SiteChoice> Sites, decimal RetentionPercent = 0, decimal Held = 0)
{
    public bool IsFinished => Status is JobStatus.Closed or JobStatus.Cancelled;
}

public sealed record JobLineRow(
    long Id, int Position, string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, decimal Net, decimal Invoiced,
    decimal ToInvoice, decimal NetToInvoice, bool FromQuote, string PurchaseOrder);

public sealed record JobQuoteRow(long Id, string Number, string Title, string Status, decimal Total, DateOnly ValidUntil);

public sealed record JobInvoiceRow(long Id, string Number, bool IsCreditNote, string Title, string Status, DateOnly? PlannedOn, DateOnly? IssuedOn, decimal Total, decimal Balance);

public sealed record JobDocumentRow(long Id, string Name, string ContentType, int Size, DateTime AddedAt, bool IsShared);
