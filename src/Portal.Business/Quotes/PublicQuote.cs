using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.PersonalLinks;
using Portal.Business.Quotes.Documents;

namespace Portal.Business.Quotes;

/// <summary>A quote as its client sees it, by link or in the portal, with the options ticked as wanted.</summary>
/// <param name="CanAnswer">It waits for an answer, today.</param>
/// <param name="DocumentSha256">Of the document that goes with it; an approval names it.</param>
/// <param name="DeliveredTo">Null where it is the billing address.</param>
/// <param name="Recipient">Whom the link was sent to; proposed as the name that signs.</param>
public sealed record PublicQuote(
    long Id, string Number, string Title, QuoteStatus Status, bool CanAnswer, string Language, string Currency, DateOnly QuotedOn, DateOnly ValidUntil,
    string ClientName, DeliveryPlace? DeliveredTo, string Recipient, string PurchaseOrder, string Introduction, string Terms, PublicSeller Seller, IReadOnlyList<PublicQuoteLine> Lines,
    decimal Net, IReadOnlyList<TaxAmount> Taxes, decimal Total, IReadOnlyList<PublicSchedule> Schedules, long ChosenScheduleId, string DocumentSha256,
    string DocumentName, PublicDecision? Decision);

public sealed record PublicQuoteLine(
    long Id, string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, decimal Net, bool IsOptional, bool IsSelected);

/// <param name="Stages">Each with the amount of its invoice.</param>
/// <param name="Note">Why the invoices do not add up to the quote's total; empty where they do.</param>
public sealed record PublicSchedule(long Id, string Name, IReadOnlyList<QuoteDocumentStage> Stages, string Note);
