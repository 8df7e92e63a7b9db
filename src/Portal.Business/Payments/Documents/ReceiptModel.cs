using Portal.Business.Common;
using Portal.Business.Invoicing;

namespace Portal.Business.Payments.Documents;

/// <summary>Everything that stands on a receipt but the letterhead of the legal entity.</summary>
/// <param name="Language">The payer's: "fr-CA", "fr-FR", "en-CA".</param>
/// <param name="Number">Of the payment.</param>
/// <param name="Method">How it was paid ("Carte", "Chèque").</param>
/// <param name="Reference">Cheque number, transaction of the card; may be empty.</param>
/// <param name="Unallocated">What was not needed for invoices and stays as credit.</param>
/// <param name="RecordedAt">When the payment was entered; the document carries this instant.</param>
public sealed record ReceiptModel(
    long LegalEntityId,
    SellerParty Seller,
    BuyerParty Payer,
    string Language,
    string Currency,
    string Number,
    DateOnly PaidOn,
    LocalText Method,
    string Reference,
    decimal Amount,
    IReadOnlyList<ReceiptAllocation> Allocations,
    decimal Unallocated,
    DateTime RecordedAt);

/// <summary>What of the payment went to one invoice.</summary>
/// <param name="Total">Of the invoice, tax included.</param>
/// <param name="Balance">What is still owed after it.</param>
public sealed record ReceiptAllocation(string InvoiceNumber, DateOnly IssuedOn, decimal Total, decimal Amount, decimal Balance);
