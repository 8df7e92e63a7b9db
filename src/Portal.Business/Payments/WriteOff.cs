using Portal.Business.Common;

namespace Portal.Business.Payments;

/// <summary>
/// A small difference that is given up: what an invoice still owes (a loss), or what a payment brought too much (a gain). It settles like an
/// allocation, is booked to accounts of its own, and can be reversed. The invoice and its tax stay as issued.
/// </summary>
public sealed class WriteOff : Entity, IVersioned, IAudited, IBelongsToClient, ISettlement
{
    private WriteOff()
    {
    }

    private WriteOff(WriteOffRules rules, long clientId, string number, decimal amount, decimal book, string currency, string reason, DateOnly day, DateTime now)
    {
        LegalEntityId = rules.LegalEntityId;
        JournalId = rules.JournalId;
        ClientId = clientId;
        Number = number;
        Amount = amount;
        BookAmount = book;
        Currency = currency;
        Reason = Folding.Cut(reason.Trim(), Data.Lengths.Text);
        WrittenOffOn = day;
        CreatedAt = now;
    }

    public long LegalEntityId { get; private set; }

    /// <summary>Who owed it, or paid too much.</summary>
    [AuditedFromTheStart]
    public long ClientId { get; private set; }

    /// <summary>The invoice that owes it no more; null for a gain.</summary>
    [AuditedFromTheStart]
    public long? InvoiceId { get; private set; }

    /// <summary>The payment that brought too much, or with which the rest of an invoice was written off; null without one.</summary>
    [AuditedFromTheStart]
    public long? PaymentId { get; private set; }

    /// <summary>Of the invoice or payment.</summary>
    [AuditedFromTheStart]
    public string Number { get; private set; } = "";

    [AuditedFromTheStart]
    public decimal Amount { get; private set; }

    /// <summary><see cref="Amount"/> in the books, at the rate of the invoice or payment.</summary>
    public decimal BookAmount { get; private set; }

    [AuditedFromTheStart]
    public string Currency { get; private set; } = "";

    public long GlAccountId { get; private set; }

    public long JournalId { get; private set; }

    [AuditedFromTheStart]
    public string Reason { get; private set; } = "";

    [AuditedFromTheStart]
    public DateOnly WrittenOffOn { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateOnly? ReversedOn { get; private set; }

    public DateTime? ReversedAt { get; private set; }

    public string ReversalReason { get; private set; } = "";

    public int Version { get; private set; }

    public bool IsLoss => InvoiceId is not null;

    public static WriteOff OfInvoice(WriteOffRules rules, Invoicing.Invoice invoice, long? paymentId, decimal amount, decimal book, string reason, DateOnly day, DateTime now) =>
        new(rules, invoice.BilledToId, invoice.DisplayNumber, amount, book, invoice.Currency, reason, day, now)
        {
            InvoiceId = invoice.Id,
            PaymentId = paymentId,
            GlAccountId = rules.LossAccountId,
        };

    public static WriteOff OfPayment(WriteOffRules rules, Payment payment, decimal amount, decimal book, string reason, DateOnly day, DateTime now) =>
        new(rules, payment.ClientId, payment.Number, amount, book, payment.Currency, reason, day, now) { PaymentId = payment.Id, GlAccountId = rules.GainAccountId };

    public Result Reverse(string reason, DateOnly day, DateTime now)
    {
        if (ReversedOn is not null)
        {
            return Refusal.Conflict("Payments.WriteOffReversed", Number);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("Payments.ReasonMissing").On("Reason");
        }

        (ReversedOn, ReversedAt, ReversalReason) = (day, now, Folding.Cut(reason.Trim(), Data.Lengths.Text));
        return Result.Done;
    }
}
