using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What the page of an invoice is given.</summary>
public sealed partial class ShowInvoice
{
    public sealed record Party(long Id, string Name, bool PurchaseOrderRequired);

    /// <param name="OrderedLeft">What is left to invoice of its job line, this line not counted; null for other lines.</param>
    /// <param name="LineNet">Before the document's discount.</param>
    /// <param name="Subtotal">What a subtotal says; null for the other kinds.</param>
    public sealed record Line(
        long Id, int Position, InvoiceLineSource Source, long? JobLineId, long? ProductId, decimal? OrderedLeft, bool IsShare, decimal LineNet, decimal? Subtotal,
        InvoiceLine.Values Values);

    public sealed record Tax(LocalText Name, decimal Percent, decimal Base, decimal Amount, LocalText Reason);

    /// <summary>A job beside that of the invoice, of which lines are billed with it.</summary>
    public sealed record BilledJob(long Id, string Number);

    public sealed record Related(long Id, string Number, InvoiceKind Kind, decimal Total);

    /// <summary>A deposit of the client that a proforma may deduct.</summary>
    /// <param name="Left">Not deducted nor credited yet, tax included.</param>
    /// <param name="IssuedOn">Null where it waits to be issued: then it is named, and the invoice that deducts it waits for it.</param>
    public sealed record OpenDeposit(long Id, string Number, DateOnly? IssuedOn, decimal Left, bool OfJob);

    /// <param name="Credit">Null where it may be credited; else why not. The same for the others.</param>
    public sealed record Actions(Refusal? Edit, Refusal? Issue, Refusal? Send, Refusal? Credit, Refusal? Delete, Refusal? Pay, Refusal? Dispute);

    public sealed record InDispute(DateOnly On, string Reason, string By);

    /// <param name="Today">The day it is for it.</param>
    public sealed record Company(long Id, string Name, DateOnly Today);

    /// <summary>Which work it bills.</summary>
    /// <param name="OtherJobs">Beside its own.</param>
    public sealed record Work(long? JobId, string? JobNumber, IReadOnlyList<BilledJob> OtherJobs, long? QuoteId, string? QuoteNumber);

    /// <param name="Net">Before tax, after the discount.</param>
    /// <param name="Held">Of the balance, what the client still holds back.</param>
    /// <param name="Retained">What was held back at issue; of a proforma, what would be.</param>
    /// <param name="InBooks">Of an issued document in another currency than that of the books.</param>
    public sealed record Amounts(
        decimal Discount, decimal Net, decimal Total, decimal Credited, decimal Paid, decimal WrittenOff, decimal Balance, decimal Held, decimal Retained, InBooks? InBooks);

    public sealed record Shown
    {
        public required long Id { get; init; }

        public required int Version { get; init; }

        public required InvoiceKind Kind { get; init; }

        public required InvoiceStatus Status { get; init; }

        public required bool IsDeposit { get; init; }

        /// <summary>Null for a proforma.</summary>
        public required string? Number { get; init; }

        public required string ProformaNumber { get; init; }

        public string DisplayNumber => Number ?? ProformaNumber;

        public required string Language { get; init; }

        public required string Currency { get; init; }

        public required Company Seller { get; init; }

        public required Party SoldTo { get; init; }

        public required Party BilledTo { get; init; }

        public required InvoiceRecipients Recipients { get; init; }

        /// <summary>As named while a proforma; of an issued document only where it is not the billing address.</summary>
        public required DeliveryPlace? DeliveredTo { get; init; }

        public required Work Work { get; init; }

        public required Invoice.Head Head { get; init; }

        public required IReadOnlyList<Line> Lines { get; init; }

        public required IReadOnlyList<Tax> Taxes { get; init; }

        public required Amounts Sums { get; init; }

        public required DateOnly? IssuedOn { get; init; }

        /// <summary>Of the oldest instalment that is open.</summary>
        public required DateOnly? DueOn { get; init; }

        public required bool IsOverdue { get; init; }

        public required IReadOnlyList<(DateOnly DueOn, decimal Amount)> Instalments { get; init; }

        public required AccountingState Accounting { get; init; }

        public required string? Attention { get; init; }

        public required InDispute? Dispute { get; init; }

        /// <summary>A message with it that is still on its way.</summary>
        public required OnItsWay? Waiting { get; init; }

        public required bool HasTimesheet { get; init; }

        public required Related? Original { get; init; }

        public required IReadOnlyList<Related> CreditNotes { get; init; }

        /// <summary>What a proforma may deduct and does not yet.</summary>
        public required IReadOnlyList<OpenDeposit> OpenDeposits { get; init; }

        public required Actions May { get; init; }

        /// <summary>All that issuing a proforma today would be refused for; empty for an issued document.</summary>
        public IReadOnlyList<Refusal> Missing { get; init; } = [];

        /// <summary>What a person should look at before issuing; it stands in no way.</summary>
        public IReadOnlyList<Refusal> Doubts { get; init; } = [];
    }

    /// <summary>An issued document in another currency than that of the books.</summary>
    public sealed record InBooks(string Currency, decimal Rate, DateOnly RateOn, decimal Total);
}
