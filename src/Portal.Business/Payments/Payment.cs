using Portal.Business.Accounting.Currencies;
using Portal.Business.Common;

namespace Portal.Business.Payments;

public enum PaymentMethod
{
    Cash,
    Cheque,
    CardTerminal,
    Transfer,
    Online,
}

public enum PaymentState
{
    Recorded,
    Reversed,
}

/// <summary>
/// Money received from a client. It is allocated to invoices; what is left is the client's credit. It never changes in amount: a
/// mistake is reversed, with its reason, and recorded anew.
/// </summary>
public sealed class Payment : Entity, IVersioned, IAudited, IBelongsToClient, ISettlement
{
    /// <summary>Stands under <see cref="Attention"/> when money came that its invoice did not need any more.</summary>
    public const string MoreThanOwed = "MoreThanOwed";

    /// <summary>Stands under <see cref="Attention"/> when money came online while the books were locked: it is booked on the next open day.</summary>
    public const string AfterLock = "AfterLock";

    private Payment()
    {
    }

    public Payment(NewPayment received, string number, DateTime now)
    {
        LegalEntityId = received.LegalEntityId;
        ClientId = received.PayerId;
        Number = number;
        Method = received.Method;
        Amount = received.Amount;
        Unallocated = received.Amount;
        Currency = received.Currency;
        ExchangeRate = received.Conversion?.Rate ?? 1;
        ExchangeRateOn = received.Conversion?.On;
        BookAmount = BookUnallocated = received.BankCredited ?? Conversion.Convert(Amount, ExchangeRate);
        ReceivedOn = received.ReceivedOn;
        Reference = received.Reference.Trim();
        Note = received.Note.Trim();
        OnceKey = received.OnceKey;
        BankGlAccountId = received.Books?.GlAccountId;
        BankJournalId = received.Books?.JournalId;
        CreatedAt = now;
    }

    public long LegalEntityId { get; private set; }

    /// <summary>Who paid.</summary>
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

    /// <summary>What one unit was worth in the books on the day it came; 1 where it is their currency.</summary>
    public decimal ExchangeRate { get; private set; } = 1;

    public DateOnly? ExchangeRateOn { get; private set; }

    /// <summary><see cref="Amount"/> in the books: what the bank credited, or by the rate.</summary>
    public decimal BookAmount { get; private set; }

    /// <summary><see cref="Unallocated"/> in the books, at the rate of the day it came.</summary>
    public decimal BookUnallocated { get; private set; }

    [AuditedFromTheStart]
    public DateOnly ReceivedOn { get; private set; }

    /// <summary>Cheque number, reference of the transfer or of the provider.</summary>
    [AuditedFromTheStart]
    public string Reference { get; private set; } = "";

    public string Note { get; private set; } = "";

    public PaymentState State { get; private set; }

    /// <summary>Given back to the client out of what no invoice took.</summary>
    public decimal Refunded { get; private set; }

    /// <summary>Kept by us: a small difference that the client paid too much.</summary>
    public decimal WrittenOff { get; private set; }

    /// <summary>What no invoice took, nor was given back or kept: credit of the client; zero once reversed.</summary>
    public decimal Unallocated { get; private set; }

    /// <summary>Names the form or online payment that it came from; the database refuses a second payment from the same.</summary>
    [NotAudited]
    public string OnceKey { get; private set; } = "";

    /// <summary>Account and journal of the bank account that it came to; null: the company's.</summary>
    public long? BankGlAccountId { get; private set; }

    public long? BankJournalId { get; private set; }

    public BankBooks? Books => BankGlAccountId is { } account && BankJournalId is { } journal ? new BankBooks(account, journal) : null;

    public DateTime CreatedAt { get; private set; }

    public DateTime? ReversedAt { get; private set; }

    public DateOnly? ReversedOn { get; private set; }

    public string ReversalReason { get; private set; } = "";

    /// <summary>What the bank took for the reversal, beyond the payment; ours to bear.</summary>
    public decimal ReversalFee { get; private set; }

    /// <summary>What a person has to look at: a key of the capability's texts; null when all is well.</summary>
    public string? Attention { get; private set; }

    public List<PaymentAllocation> Allocations { get; } = [];

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>Takes from what is left for an invoice; the caller pays the invoice with the same amount.</summary>
    /// <param name="owed">What the invoice's part is worth in the books; null: as much as the payment's.</param>
    public Result Allocate(long invoiceId, decimal amount, DateTime now, decimal? owed = null)
    {
        if (State == PaymentState.Reversed)
        {
            return Refusal.NotNow("Payments.IsReversed", Number);
        }

        if (amount <= 0 || amount > Unallocated)
        {
            return Refusal.Invalid("Payments.MoreThanLeft", Number, (Unallocated, Currency));
        }

        var book = BookOf(amount);
        Allocations.Add(new PaymentAllocation(this, invoiceId, amount, book, owed ?? book, now));
        (Unallocated, BookUnallocated) = (Unallocated - amount, BookUnallocated - book);
        if (Unallocated == 0 && Attention is MoreThanOwed or AfterLock)
        {
            Attention = null;
        }

        return Result.Done;
    }

    /// <summary>What a part of its credit is worth in the books.</summary>
    public decimal BookOf(decimal amount) => Conversion.Share(BookUnallocated, amount, Unallocated);

    /// <summary>Gives an amount back from an allocation to the client's credit, because the invoice needs it no more.</summary>
    /// <param name="invoice">From which it is given back.</param>
    public void Release(PaymentAllocation allocation, decimal amount, Invoicing.Invoice invoice, DateTime now)
    {
        if (allocation.IsUndone || amount <= 0 || amount > allocation.Amount)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), $"{Number}: {amount} is not allocated there.");
        }

        allocation.Undo(now);
        (Unallocated, BookUnallocated) = (Unallocated + allocation.Amount, BookUnallocated + allocation.BookPaid);
        invoice.Unpay(allocation.Amount, allocation.BookOwed);
        if (allocation.Amount - amount is var kept and > 0)
        {
            var (paid, owed) = (BookOf(kept), invoice.KeepPaid(kept));
            Allocations.Add(new PaymentAllocation(this, allocation.InvoiceId, kept, paid, owed, now));
            (Unallocated, BookUnallocated) = (Unallocated - kept, BookUnallocated - paid);
        }
    }

    /// <summary>Takes the payment back: a cheque that bounced, a mistake. Returns what each invoice owes again.</summary>
    /// <param name="fee">Of the bank, beyond the payment.</param>
    public Result<IReadOnlyList<PaymentAllocation>> Reverse(string reason, DateOnly day, DateTime now, decimal fee = 0)
    {
        if (State == PaymentState.Reversed)
        {
            return Refusal.Conflict("Payments.IsReversed", Number);
        }

        if (Refunded > 0)
        {
            return Refusal.NotNow("Payments.IsRefunded", Number);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("Payments.ReasonMissing").On("Reason");
        }

        List<PaymentAllocation> undone = [.. Allocations.Where(a => !a.IsUndone)];
        undone.ForEach(a => a.Undo(now));
        State = PaymentState.Reversed;
        ReversalReason = reason.Trim();
        ReversalFee = fee;
        ReversedAt = now;
        ReversedOn = day;
        (Unallocated, BookUnallocated) = (0, 0);
        Attention = null;
        return undone;
    }

    /// <summary>Gives some of its credit back to the client.</summary>
    public Result GiveBack(decimal amount)
    {
        var taken = TakeCredit(amount);
        Refunded += taken.Succeeded ? amount : 0;
        return taken;
    }

    /// <summary>A refund was reversed.</summary>
    public void TakeBack(decimal amount, decimal book) => (Refunded, Unallocated, BookUnallocated) = (Refunded - amount, Unallocated + amount, BookUnallocated + book);

    /// <summary>Keeps what the client paid too much.</summary>
    public Result KeepRest(decimal amount)
    {
        var taken = TakeCredit(amount);
        WrittenOff += taken.Succeeded ? amount : 0;
        return taken;
    }

    public void ReleaseRest(decimal amount, decimal book) => (WrittenOff, Unallocated, BookUnallocated) = (WrittenOff - amount, Unallocated + amount, BookUnallocated + book);

    private Result TakeCredit(decimal amount)
    {
        if (State == PaymentState.Reversed)
        {
            return Refusal.NotNow("Payments.IsReversed", Number);
        }

        if (amount <= 0 || amount > Unallocated)
        {
            return Refusal.Invalid("Payments.MoreThanLeft", Number, (Unallocated, Currency));
        }

        (Unallocated, BookUnallocated) = (Unallocated - amount, BookUnallocated - BookOf(amount));
        Attention = Unallocated == 0 ? null : Attention;
        return Result.Done;
    }

    public void NeedsAttention(string? key) => Attention = key;

    public void IndexForSearch(string payerName) => SearchKey = Folding.Fold(Number, Reference, payerName);
}

/// <summary>What of a payment went to an invoice. Undone ones stay as a trace.</summary>
public sealed class PaymentAllocation : Entity, IAuditedPart, IBelongsToClient
{
    private PaymentAllocation()
    {
    }

    internal PaymentAllocation(Payment payment, long invoiceId, decimal amount, decimal bookPaid, decimal bookOwed, DateTime now)
    {
        PaymentId = payment.Id;
        ClientId = payment.ClientId;
        InvoiceId = invoiceId;
        Amount = amount;
        BookPaid = bookPaid;
        BookOwed = bookOwed;
        CreatedAt = now;
    }

    public long PaymentId { get; private set; }

    /// <summary>Who paid.</summary>
    public long ClientId { get; private set; }

    public long InvoiceId { get; private set; }

    public decimal Amount { get; private set; }

    /// <summary>What it is worth in the books on the day the money came.</summary>
    public decimal BookPaid { get; private set; }

    /// <summary>What the same part of the invoice is worth there.</summary>
    public decimal BookOwed { get; private set; }

    /// <summary>Gained by exchange; negative: lost.</summary>
    public decimal Difference => BookPaid - BookOwed;

    public DateTime CreatedAt { get; private set; }

    public DateTime? UndoneAt { get; private set; }

    public bool IsUndone => UndoneAt is not null;

    internal void Undo(DateTime now) => UndoneAt = now;
}
