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
    decimal Invoiced, decimal OnProformas, decimal ToInvoice, decimal Paid, decimal Due, JobCounts Counts, JobTime Time, IReadOnlyList<JobLineRow> Lines,
    IReadOnlyList<JobQuoteRow> QuoteRows, IReadOnlyList<JobInvoiceRow> InvoiceRows, long? SiteId,
    IReadOnlyList<SiteChoice> Sites, IReadOnlyList<string> Labels, IReadOnlyList<JobFieldRow> Fields, JobRef? MergedInto,
    decimal RetentionPercent = 0, decimal Held = 0)
{
    /// <summary>Some of its lines is on no invoice nor proforma: it does not count as invoiced.</summary>
    public bool HasLeftToInvoice { get; init; }

    public int Quotes => Counts.Quotes;

    public int Invoices => Counts.Invoices;

    /// <summary>What is earned with it, before tax: what was ordered, or what was invoiced where that is more.</summary>
    public decimal Earned => Math.Max(Ordered, Invoiced + OnProformas);

    /// <summary>Null for those who may not see costs.</summary>
    public JobCosts? Costs { get; init; }

    /// <summary>What is earned less what it costs; null for those who may not see costs, and without a rate of the job's currency.</summary>
    public decimal? Margin => Costs?.Margin;

    public bool IsFinished => Status is JobStatus.Closed or JobStatus.Cancelled;
}

public sealed record JobLineRow(
    long Id, int Position, string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, decimal Net, decimal Invoiced,
    decimal ToInvoice, decimal NetToInvoice, bool FromQuote, string PurchaseOrder, long? StageId,
    JobLineHours? Hours = null, bool BillsDelivered = false);

/// <summary>Prepaid hours of the line, in minutes.</summary>
/// <param name="Left">Below zero where more was used than bought.</param>
public sealed record JobLineHours(long PackId, int Ordered, int Delivered, int Left);

public sealed record JobQuoteRow(long Id, string Number, string Title, string Status, decimal Total, DateOnly ValidUntil);

public sealed record JobInvoiceRow(long Id, string Number, bool IsCreditNote, string Title, string Status, DateOnly? PlannedOn, DateOnly? IssuedOn, decimal Total, decimal Balance);

/// <summary>How many of each there are in it.</summary>
public sealed record JobCounts(int Quotes, int Invoices, int Requests, int Visits, int Payments, int Documents, int Tickets = 0);

/// <param name="Minutes">Worked, of timers that have ended.</param>
/// <param name="Cost">Null for those who may not see costs.</param>
public sealed record JobTime(int Minutes, decimal? Cost);

public sealed record JobRef(long Id, string Number);

/// <param name="Value">As <see cref="JobFieldValue.Write"/> writes it.</param>
public sealed record JobFieldRow(long Id, LocalText Name, JobFieldKind Kind, bool IsRequired, IReadOnlyList<string> Choices, string Value);
