using Portal.Business.Common;

namespace Portal.Business.Payments;

/// <summary>
/// What the payment provider took for a dispute over a card payment, beyond the payment itself; ours to bear. It is booked once for a payment, and
/// can be taken back with its reason: a mistake, or a dispute that was won.
/// </summary>
public sealed class ChargebackFee : Entity, IVersioned, IAudited, ISettlement
{
    private ChargebackFee()
    {
    }

    /// <param name="account">Of bank fees.</param>
    /// <param name="books">Of the account that the money left.</param>
    /// <param name="currency">Of the books.</param>
    public ChargebackFee(Payment payment, decimal amount, string currency, DateOnly chargedOn, long account, BankBooks books, DateTime now)
    {
        LegalEntityId = payment.LegalEntityId;
        ClientId = payment.ClientId;
        PaymentId = payment.Id;
        Number = payment.Number;
        Amount = amount;
        Currency = currency;
        TakenOn = chargedOn;
        GlAccountId = account;
        BankGlAccountId = books.GlAccountId;
        JournalId = books.JournalId;
        CreatedAt = now;
    }

    public long LegalEntityId { get; private set; }

    /// <summary>Who had paid.</summary>
    [AuditedFromTheStart]
    public long ClientId { get; private set; }

    [AuditedFromTheStart]
    public long PaymentId { get; private set; }

    /// <summary>Of the payment.</summary>
    [AuditedFromTheStart]
    public string Number { get; private set; } = "";

    [AuditedFromTheStart]
    public decimal Amount { get; private set; }

    /// <summary>Of the books: providers charge their fee in the currency that they pay out.</summary>
    [AuditedFromTheStart]
    public string Currency { get; private set; } = "";

    [AuditedFromTheStart]
    public DateOnly TakenOn { get; private set; }

    public long GlAccountId { get; private set; }

    public long BankGlAccountId { get; private set; }

    public long JournalId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateOnly? ReversedOn { get; private set; }

    public DateTime? ReversedAt { get; private set; }

    public string ReversalReason { get; private set; } = "";

    public int Version { get; private set; }

    public Result Reverse(string reason, DateOnly day, DateTime now)
    {
        if (ReversedOn is not null)
        {
            return Refusal.Conflict("Payments.ChargebackFeeReversed", Number);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("Payments.ReasonMissing").On("Reason");
        }

        (ReversedOn, ReversedAt, ReversalReason) = (day, now, Folding.Cut(reason.Trim(), Data.Lengths.Text));
        return Result.Done;
    }
}
