using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Invoicing;

namespace Portal.Business.Quotes.Documents;

/// <summary>Everything that stands on a quote, so that drawing it needs neither the database nor the clock.</summary>
/// <param name="Language">The client's: "fr-CA", "fr-FR", "en-CA".</param>
/// <param name="Color">"#rrggbb".</param>
/// <param name="Logo">PNG or JPEG; null without one.</param>
/// <param name="Number">With its revision.</param>
/// <param name="Responsible">Whom the client can ask; may be empty.</param>
/// <param name="Taxes">Of the lines that count: the fixed ones, and options already ticked.</param>
/// <param name="Terms">Conditions of this quote, below the lines.</param>
/// <param name="Message">The legal entity's text for quotes, at the bottom.</param>
/// <param name="IsDraft">Not sent yet: the document says so on each page.</param>
public sealed record QuoteDocumentModel(
    string Language,
    PaperFormat Paper,
    string Color,
    byte[]? Logo,
    SellerParty Seller,
    BuyerParty Buyer,
    string Number,
    string JobNumber,
    string Title,
    string PurchaseOrder,
    string Responsible,
    DateOnly QuotedOn,
    DateOnly ValidUntil,
    string Currency,
    string Introduction,
    IReadOnlyList<QuoteDocumentLine> Lines,
    decimal Net,
    IReadOnlyList<TaxAmount> Taxes,
    decimal Total,
    IReadOnlyList<QuoteDocumentSchedule> Schedules,
    string PaymentTerms,
    string Terms,
    string Message,
    bool IsDraft,
    DateTime CreatedAt);

/// <param name="TaxCode">As the client's language names it.</param>
/// <param name="Counts">Part of the totals; false for an option that is not ticked.</param>
public sealed record QuoteDocumentLine(
    string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, decimal Net, string TaxCode, bool IsOptional, bool Counts);

/// <summary>One way of being invoiced; the amounts of its stages add up to the total.</summary>
public sealed record QuoteDocumentSchedule(string Name, IReadOnlyList<QuoteDocumentStage> Stages);

/// <param name="Label">"30 % at approval" in the client's language.</param>
public sealed record QuoteDocumentStage(string Label, decimal Percent, decimal Amount);
