using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes;

/// <summary>A quote as its page shows it to staff.</summary>
/// <param name="Today">The legal entity's day.</param>
/// <param name="Fields">Head, lines and schedules; edited while a draft.</param>
/// <param name="CountedLines">Lines that are part of the totals.</param>
/// <param name="HasDocument">A document was stored: it is what the client has.</param>
/// <param name="Before">The quote that this one replaced.</param>
/// <param name="After">The revision that replaced this one.</param>
public sealed record QuoteView(
    long Id, int Version, string Number, QuoteStatus Status, DateOnly Today, long ClientId, string ClientName, long JobId, string JobNumber, string JobName,
    long LegalEntityId, string SellerName, string Language, string Currency, DateOnly QuotedOn, DateOnly ValidUntil, string Responsible, LocalText? PaymentTerms,
    bool SellerInvoicesAtApproval, DeliveryPlace? DeliveredTo, QuoteDraftFields Fields, IReadOnlyList<long> CountedLines, decimal Net, IReadOnlyList<TaxAmount> Taxes, decimal Total,
    IReadOnlyList<PublicSchedule> Schedules, long ChosenScheduleId, bool HasDocument, DateTime? SentAt, DateTime? ViewedAt, QuoteAnswer? Answer,
    IReadOnlyList<PersonalLinkRow> Links, IReadOnlyList<QuoteInvoice> Invoices, QuoteRef? Before, QuoteRef? After, IReadOnlyList<TimelineRow> Timeline)
{
    public bool IsDraft => Status == QuoteStatus.Draft;

    public bool IsOpen => Status is QuoteStatus.Sent or QuoteStatus.Viewed;
}

public sealed record QuoteAnswer(bool Approved, string Name, DateTimeOffset At, string Reason, bool OnBehalf, string IpAddress, string DocumentSha256);

/// <summary>An invoice or proforma made from the quote.</summary>
/// <param name="Status">Name of the invoice's status.</param>
public sealed record QuoteInvoice(long Id, string Number, string Title, string Status, DateOnly? PlannedOn, DateOnly? IssuedOn, decimal Total);

public sealed record QuoteRef(long Id, string Number);
