using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Invoicing;

namespace Portal.Business.Quotes.Documents;

/// <summary>Everything that stands on a quote, so that drawing it needs neither the database nor the clock.</summary>
/// <param name="Language">The client's: "fr-CA", "fr-FR", "en-CA".</param>
/// <param name="Number">With its revision.</param>
/// <param name="Responsible">Whom the client can ask; may be empty.</param>
/// <param name="Taxes">Of the lines that count: the fixed ones, and options already ticked.</param>
/// <param name="Terms">Conditions of this quote, below the lines.</param>
/// <param name="Message">The legal entity's text for quotes, at the bottom.</param>
/// <param name="IsDraft">Not sent yet: the document says so on each page.</param>
public sealed record QuoteDocumentModel(
    string Language,
    Letterhead Letterhead,
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
    DateTime CreatedAt)
{
    /// <summary>Null where it is delivered to the buyer's address.</summary>
    public DeliveryPlace? DeliveredTo { get; init; }

    /// <summary>What the client may hold back of each invoice, in percent; zero is nothing.</summary>
    public decimal RetentionPercent { get; init; }

    /// <summary>The same in French, which follows it; null where the document is French itself, or need not be.</summary>
    public QuoteDocumentModel? InFrench { get; init; }
}

/// <param name="Tax">The rate of its only tax, or the names of several.</param>
/// <param name="Counts">Part of the totals; false for an option that is not ticked.</param>
public sealed record QuoteDocumentLine(
    string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, decimal Net, string Tax, bool IsOptional, bool Counts);

/// <summary>One way of being invoiced.</summary>
/// <param name="Note">Why the invoices do not add up to the quote's total; empty where they do.</param>
public sealed record QuoteDocumentSchedule(string Name, IReadOnlyList<QuoteDocumentStage> Stages, string Note);

/// <param name="Label">"30 % at approval" in the client's language.</param>
/// <param name="Percent">Null where the stage is an amount or the rest.</param>
/// <param name="Amount">Total of its invoice, tax included.</param>
public sealed record QuoteDocumentStage(string Label, decimal? Percent, decimal Amount);
