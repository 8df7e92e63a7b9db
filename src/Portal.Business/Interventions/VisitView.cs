using Portal.Business.Common;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions;

/// <summary>A visit as its two pages show it: the technician's on site, and the office's. Times are the legal entity's.</summary>
/// <param name="MayDo">The reader may work on it.</param>
/// <param name="RunsSince">When the reader's timer on it was started (UTC); null: it does not run.</param>
/// <param name="WorkedMinutes">Of everybody, timers that run not counted.</param>
/// <param name="ReportDocumentId">The newest stored report.</param>
/// <param name="MailsReports">What the company does when a visit is finished.</param>
/// <param name="OrderRequired">Who buys or who is billed wants a purchase order number on the invoice.</param>
/// <param name="JobOrder">The number that the job has.</param>
/// <param name="Deposits">Of the job, not deducted yet; for those who may bill the visit, while its invoice is not issued.</param>
/// <param name="ChangedSinceSigned">What the client signed is no longer all that the report says.</param>
/// <param name="Plan">With its times in UTC, its people and version, to be moved and called off.</param>
public sealed record VisitView(
    long Id, string Number, VisitStatus Status, DateTime StartsAt, DateTime EndsAt, DateTime? ArrivalFrom, DateTime? ArrivalTo, long LegalEntityId, string Currency,
    long ClientId, string ClientName, string ContactName, string Phone, string SiteName, IReadOnlyList<string> AddressLines, string AccessNotes,
    long JobId, string JobNumber, long RequestId, string RequestNumber, string Title, string Description, RequestPriority Priority, string TaskType,
    string Technician, IReadOnlyList<string> Crew, bool MayDo, DateTime? RunsSince, int WorkedMinutes, DateTime? StartedAt, DateTime? FinishedAt,
    string Report, string Reason, string SignedBy, DateTime? SignedAt, long? SignatureDocumentId, long? ReportDocumentId, bool MailsReports,
    IReadOnlyList<VisitPhoto> Photos, IReadOnlyList<VisitPart> Parts, IReadOnlyList<VisitMachine> Equipment, IReadOnlyList<EarlierVisit> History,
    IReadOnlyList<AskedQuestion> Questions, IReadOnlyList<VisitEvent> Events, VisitInvoice? Invoice, IReadOnlyList<VisitInvoice> Prepared, IReadOnlyList<ListJobDeposits.Row> Deposits, decimal ToBill,
    bool OrderRequired, string JobOrder, bool ChangedSinceSigned, ShowPlanning.Item Plan, VisitMay May)
{
    public bool IsOver => Status is VisitStatus.Done or VisitStatus.Unfinished or VisitStatus.Cancelled or VisitStatus.Postponed;

    /// <summary>When it was planned, confirmed, moved and called off; the newest first.</summary>
    public IReadOnlyList<TimelineRow> Planned { get; init; } = [];

    public bool TakesPlace => Status is not (VisitStatus.Cancelled or VisitStatus.Postponed);
}

/// <summary>What the user may do with it besides working on it.</summary>
/// <param name="Plan">Confirm, move and call off.</param>
/// <param name="Bill">Make or attach its invoice.</param>
/// <param name="Send">Issue and send it in the same step.</param>
public sealed record VisitMay(bool Plan, bool Bill, bool Send, bool TakePayment);

public sealed record VisitPhoto(long Id, string FileName);

public sealed record VisitPart(long Id, string Description, decimal Quantity, string Unit, decimal Net, bool IsOpen, bool OfVisit);

public sealed record VisitMachine(long Id, string Name, string SerialNumber, DateOnly? InstalledOn, DateOnly? WarrantyUntil, bool UnderWarranty, string Notes);

/// <summary>Another visit of the same client and site, newest first.</summary>
public sealed record EarlierVisit(long Id, string Number, DateTime StartsAt, VisitStatus Status, string Title, string Report);

/// <param name="At">UTC.</param>
public sealed record VisitEvent(VisitStepKind Kind, DateTime At, string Who, string Detail);

public sealed record VisitInvoice(long Id, string Number, InvoiceStatus Status, bool IsIssued, decimal Total, decimal Payable, string Currency, long BilledToId, string PurchaseOrder);
