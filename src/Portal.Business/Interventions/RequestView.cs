using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Interventions;

/// <summary>A request as its page shows it to staff. Times of visits are local times of the company.</summary>
/// <param name="Timeline">The newest first.</param>
public sealed record RequestView(
    long Id, int Version, string Number, RequestStatus Status, string FinishedBecause, RequestOrigin Origin, DateTime CreatedAt, DateOnly Today, long LegalEntityId, string Currency,
    long ClientId, string ClientName, string Language, long JobId, string JobNumber, string JobName, ServiceRequest.Head Head, DeliveryPlace Place, RequestContact? Contact, LocalText? TaskType, bool HasQuestions,
    RequestAssignment Assignment, string Sector, string Team, string Technician, IReadOnlyList<RequestLineRow> Lines, decimal Net, IReadOnlyList<TaxAmount> Taxes,
    decimal Total, IReadOnlyList<RequestEquipmentRow> Equipment, IReadOnlyList<RequestVisitRow> Visits, IReadOnlyList<RequestQuoteRow> Quotes,
    IReadOnlyList<RequestInvoiceRow> Invoices, IReadOnlyList<RequestFileRow> Files, IReadOnlyList<TimelineRow> Timeline, RequestMay May)
{
    /// <summary>The contract that counts its visits, with those left unfinished; null: none does.</summary>
    public UnbilledWork? Unbilled { get; init; }
}

public sealed record RequestContact(long Id, string Name, string Phone, string Email);

/// <param name="QuoteNumber">The quote that offers it, or was approved with it.</param>
/// <param name="Invoiced">Of its ordered line, on invoices and proformas.</param>
/// <param name="VisitNumber">The visit during which it was used; empty: of the request itself.</param>
/// <param name="BillsDelivered">It was ordered as a budget: its time is invoiced as it is worked.</param>
public sealed record RequestLineRow(
    RequestLineFields Fields, WorkLineState State, long? QuoteId, string QuoteNumber, decimal Invoiced, decimal ToInvoice, string VisitNumber, bool BillsDelivered)
{
    public bool IsFixed => State is not WorkLineState.Open;
}

public sealed record RequestEquipmentRow(
    long Id, string Name, string SerialNumber, DateOnly? InstalledOn, DateOnly? WarrantyUntil, bool UnderWarranty, IReadOnlyList<EarlierRequest> Earlier);

/// <summary>Another request about the same equipment.</summary>
public sealed record EarlierRequest(long Id, string Number, string Title, RequestStatus Status, DateTime CreatedAt);

public sealed record RequestVisitRow(long Id, int Version, string Number, VisitStatus Status, DateTime StartsAt, DateTime EndsAt, string Technician, string Report, long? InvoiceId, string? InvoiceNumber);

public sealed record RequestQuoteRow(long Id, string Number, QuoteStatus Status, decimal Total);

public sealed record RequestInvoiceRow(long Id, string Number, InvoiceStatus Status, decimal Total, bool IsCreditNote);

public sealed record RequestFileRow(long Id, string Name, string ContentType, int Size);

/// <summary>Why each action can't be done now; null where it can.</summary>
/// <param name="Finish">By hand; who plans calls off the visits that are planned with it.</param>
public sealed record RequestMay(Refusal? Quote, Refusal? Invoice, Refusal? Plan, Refusal? Submit, Refusal? Cancel, Refusal? Finish, Refusal? Reopen, Refusal? Delete);
