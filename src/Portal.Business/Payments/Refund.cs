using Portal.Business.Accounting.Currencies;
using Portal.Business.Common;

namespace Portal.Business.Payments;

/// <summary>
/// Money given back to a client out of their credit: what no invoice took of their payments. It names from which payments it was taken, so
/// that it can never be more than there is. A mistake is reversed with its reason.
/// </summary>
public sealed class Refund : Entity, IVersioned, IAudited, IBelongsToClient, ISettlement
{
    private Refund()
    {
    }

    public Refund(NewRefund wish, string number, DateTime now)
    {
        LegalEntityId = wish.LegalEntityId;
        ClientId = wish.ClientId;
        Number = number;
        Method = wish.Method;
        Amount = wish.Amount;
        Currency = wish.Currency;
        ExchangeRate = wish.Conversion?.Rate ?? 1;
        ExchangeRateOn = wish.Conversion?.On;
        BookAmount = Conversion.Convert(Amount, ExchangeRate);
        RefundedOn = wish.RefundedOn;
        Reference = wish.Reference.Trim();
        Note = wish.Note.Trim();
        OnceKey = wish.OnceKey;
        BankGlAccountId = wish.Books?.GlAccountId;
        BankJournalId = wish.Books?.JournalId;
        CreatedAt = now;
    }

    public long LegalEntityId { get; private set; }

    [AuditedFromTheStart]
    public long ClientId { get; private set; }

    [AuditedFromTheStart]
    public string Number { get; private set; } = "";

    [AuditedFromTheStart]
    public PaymentMethod Method { get; private set; }

    [AuditedFromTheStart]
    public decimal Amount { get; private set; }

    [AuditedFromTheStart]
    public string Currency { get; private set; } = "";

    /// <summary>What one unit was worth in the books on its day; 1 where it is their currency.</summary>
    public decimal ExchangeRate { get; private set; } = 1;

    public DateOnly? ExchangeRateOn { get; private set; }

    /// <summary><see cref="Amount"/> in the books on its day.</summary>
    public decimal BookAmount { get; private set; }

    [AuditedFromTheStart]
    public DateOnly RefundedOn { get; private set; }

    [AuditedFromTheStart]
    public string Reference { get; private set; } = "";

    public string Note { get; private set; } = "";

    /// <summary>Names the form or bank line that it came from; the database refuses a second refund from the same.</summary>
    [NotAudited]
    public string OnceKey { get; private set; } = "";

    public long? BankGlAccountId { get; private set; }

    public long? BankJournalId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateOnly? ReversedOn { get; private set; }

    public DateTime? ReversedAt { get; private set; }

    public string ReversalReason { get; private set; } = "";

    public List<RefundShare> Shares { get; } = [];

    public int Version { get; private set; }

    public bool IsReversed => ReversedOn is not null;

    /// <summary>Of the bank account that the money left; null: the company's own.</summary>
    public BankBooks? Books => BankGlAccountId is { } account && BankJournalId is { } journal ? new BankBooks(account, journal) : null;

    /// <summary>Takes a part out of a payment's credit.</summary>
    public Result TakeFrom(Payment payment, decimal amount)
    {
        var book = payment.BookOf(amount);
        var given = payment.GiveBack(amount);
        if (given.Succeeded)
        {
            Shares.Add(new RefundShare(this, payment.Id, amount, book));
        }

        return given;
    }

    /// <summary>The money did not go, or came back: the caller returns each share to its payment.</summary>
    public Result Reverse(string reason, DateOnly day, DateTime now)
    {
        if (IsReversed)
        {
            return Refusal.Conflict("Payments.RefundReversed", Number);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("Payments.ReasonMissing").On("Reason");
        }

        (ReversedOn, ReversedAt, ReversalReason) = (day, now, reason.Trim());
        return Result.Done;
    }
}

/// <summary>What of a refund came out of one payment. Those of a reversed refund stay as a trace.</summary>
public sealed class RefundShare : Entity, IBelongsToClient
{
    private RefundShare()
    {
    }

    internal RefundShare(Refund refund, long paymentId, decimal amount, decimal book)
    {
        RefundId = refund.Id;
        ClientId = refund.ClientId;
        PaymentId = paymentId;
        Amount = amount;
        BookAmount = book;
    }

    public long RefundId { get; private set; }

    public long ClientId { get; private set; }

    public long PaymentId { get; private set; }

    public decimal Amount { get; private set; }

    /// <summary>What it was worth in the books when the payment came.</summary>
    public decimal BookAmount { get; private set; }
}

/// <summary>A refund about to be recorded.</summary>
/// <param name="PaymentId">The payment that it is taken from first; null begins with the oldest.</param>
public sealed record NewRefund(
    long LegalEntityId, long ClientId, PaymentMethod Method, decimal Amount, string Currency, DateOnly RefundedOn, string Reference, string Note, string OnceKey,
    long? PaymentId = null, BankBooks? Books = null, Conversion? Conversion = null)
{
    /// <summary>What is wrong with what was entered, all at once.</summary>
    public IReadOnlyList<Refusal> Check(Companies.LegalEntity entity, DateOnly today)
    {
        List<Refusal> refusals = [.. MovedMoney.CheckAmount(Amount)];
        if (RefundedOn > today)
        {
            refusals.Add(Refusal.Invalid("Payments.RefundedInTheFuture", today).On(nameof(RefundedOn)));
        }

        refusals.AddRange(MovedMoney.CheckRest(Reference, Note, entity, Books));
        return refusals;
    }
}
