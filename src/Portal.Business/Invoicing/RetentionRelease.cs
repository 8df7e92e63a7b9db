using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Invoicing;

/// <summary>All or part of what was held back of an invoice has become due. It is booked, and may be taken back while it is not paid.</summary>
public sealed class RetentionRelease : Entity, IVersioned, IAudited, IBelongsToClient, Payments.ISettlement
{
    private RetentionRelease()
    {
    }

    internal RetentionRelease(Invoice invoice, LegalEntity entity, int ordinal, decimal amount, decimal book, string reason, DateOnly day, DateTime now)
    {
        InvoiceId = invoice.Id;
        LegalEntityId = invoice.LegalEntityId;
        ClientId = invoice.BilledToId;
        Number = invoice.DisplayNumber;
        Currency = invoice.Currency;
        JournalId = entity.SalesJournalId ?? throw new InvalidOperationException($"{entity.Name} has no sales journal.");
        GlAccountId = entity.RetentionAccountId ?? throw new InvalidOperationException($"{entity.Name} has no account for retentions.");
        Ordinal = ordinal;
        Amount = amount;
        BookAmount = book;
        DueOn = invoice.DueOn;
        Reason = Folding.Cut(reason.Trim(), Data.Lengths.Text);
        ReleasedOn = day;
        CreatedAt = now;
    }

    public long InvoiceId { get; private set; }

    public long LegalEntityId { get; private set; }

    /// <summary>Who held it back, and owes it from <see cref="ReleasedOn"/> on.</summary>
    public long ClientId { get; private set; }

    /// <summary>1, 2, 3 … for one invoice: the database refuses a second one of the same number.</summary>
    public int Ordinal { get; private set; }

    /// <summary>Of the invoice.</summary>
    public string Number { get; private set; } = "";

    public decimal Amount { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary><see cref="Amount"/> in the books: at the rate of the invoice.</summary>
    public decimal BookAmount { get; private set; }

    /// <summary>The account of retentions that it leaves.</summary>
    public long GlAccountId { get; private set; }

    public long JournalId { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>The day on which it is due.</summary>
    public DateOnly ReleasedOn { get; private set; }

    /// <summary>The day that the invoice was due with it: sealed, as the invoice itself keeps only the last.</summary>
    public DateOnly? DueOn { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateOnly? ReversedOn { get; private set; }

    public DateTime? ReversedAt { get; private set; }

    public string ReversalReason { get; private set; } = "";

    /// <summary>The day that the invoice was due after it was taken back.</summary>
    public DateOnly? DueAgainOn { get; private set; }

    /// <summary>The day until which it is held again; null: until a person releases it.</summary>
    public DateOnly? HeldAgainUntil { get; private set; }

    public int Version { get; private set; }

    internal Result Reverse(string reason, DateOnly day, DateTime now)
    {
        if (ReversedOn is not null)
        {
            return Refusal.Conflict("Invoicing.ReleaseReversed", Number);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("Common.Required").On("Reason");
        }

        (ReversedOn, ReversedAt, ReversalReason) = (day, now, Folding.Cut(reason.Trim(), Data.Lengths.Text));
        return Result.Done;
    }

    internal void HeldAgain(DateOnly? dueOn, DateOnly? until) => (DueAgainOn, HeldAgainUntil) = (dueOn, until);
}
