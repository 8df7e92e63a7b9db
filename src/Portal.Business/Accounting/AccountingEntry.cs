using Portal.Business.Common;

namespace Portal.Business.Accounting;

/// <summary>The kind of document that an entry books.</summary>
public enum EntrySource
{
    Invoice,
    CreditNote,
    Payment,
    PaymentReversal,
    Refund,
    RefundReversal,
    WriteOff,
    WriteOffReversal,
    RetentionRelease,
    RetentionReversal,

    /// <summary>What was gained or lost by exchange when a payment was allocated.</summary>
    Allocation,
    AllocationUndone,

    /// <summary>What the payment provider took for a dispute.</summary>
    ChargebackFee,
    ChargebackFeeReversal,
}

/// <summary>
/// A balanced entry of one journal for one document: made in the save that issues, receives or reverses it, and never changed.
/// The database refuses a second one for the same document.
/// </summary>
public sealed class AccountingEntry : Entity, IAuditedPart
{
    private AccountingEntry()
    {
    }

    /// <summary>What is booked, besides the lines.</summary>
    /// <param name="Number">Number of the document ("F-000012").</param>
    /// <param name="Label">What the journal says: usually the client's name.</param>
    /// <param name="Currency">Of the books.</param>
    /// <param name="DocumentCurrency">Null where it is the same.</param>
    public sealed record Head(
        long LegalEntityId, long JournalId, EntrySource Source, long SourceId, string Number, string Label, DateOnly BookedOn, string Currency, DateTime Now,
        string? DocumentCurrency = null);

    /// <summary>
    /// Amounts on the debit side are positive, on the credit side negative; lines of zero are left out.
    /// </summary>
    /// <exception cref="InvalidOperationException">The amounts do not add up to zero.</exception>
    public AccountingEntry(Head head, IEnumerable<Booking> bookings)
    {
        LegalEntityId = head.LegalEntityId;
        JournalId = head.JournalId;
        Source = head.Source;
        SourceId = head.SourceId;
        Number = head.Number;
        Label = head.Label.Length <= Data.Lengths.Name ? head.Label : head.Label[..Data.Lengths.Name];
        BookedOn = head.BookedOn;
        Currency = head.Currency;
        DocumentCurrency = head.DocumentCurrency == head.Currency ? null : head.DocumentCurrency;
        CreatedAt = head.Now;
        Lines.AddRange(bookings.Where(b => b.Amount != 0).Select((b, i) => new AccountingEntryLine(Id, i + 1, DocumentCurrency is null ? b with { InDocument = null } : b)));
        Total = Lines.Sum(l => l.Debit);
        if (Total != Lines.Sum(l => l.Credit))
        {
            throw new InvalidOperationException($"The entry of {Number} does not balance.");
        }
    }

    public long LegalEntityId { get; private set; }

    public long JournalId { get; private set; }

    public EntrySource Source { get; private set; }

    public long SourceId { get; private set; }

    public string Number { get; private set; } = "";

    public string Label { get; private set; } = "";

    /// <summary>The day of the document.</summary>
    public DateOnly BookedOn { get; private set; }

    /// <summary>Of the books, and of all debits and credits.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>Of the document, where that is another; null elsewhere.</summary>
    public string? DocumentCurrency { get; private set; }

    /// <summary>Sum of the debits, which is that of the credits.</summary>
    public decimal Total { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public List<AccountingEntryLine> Lines { get; } = [];
}

/// <summary>An amount for one account: debit where positive, credit where negative.</summary>
/// <param name="ClientId">The client whose account with us it is; receivables only.</param>
/// <param name="InDocument">The same in the currency of the document, with the same sign; null where nothing of it moves.</param>
public sealed record Booking(long GlAccountId, decimal Amount, long? ClientId = null, decimal? InDocument = null);

public sealed class AccountingEntryLine : Entity
{
    private AccountingEntryLine()
    {
    }

    internal AccountingEntryLine(long entryId, int position, Booking booking)
    {
        AccountingEntryId = entryId;
        Position = position;
        GlAccountId = booking.GlAccountId;
        ClientId = booking.ClientId;
        Debit = Math.Max(booking.Amount, 0);
        Credit = Math.Max(-booking.Amount, 0);
        InDocument = booking.InDocument;
    }

    public long AccountingEntryId { get; private set; }

    public int Position { get; private set; }

    public long GlAccountId { get; private set; }

    public long? ClientId { get; private set; }

    public decimal Debit { get; private set; }

    public decimal Credit { get; private set; }

    /// <summary>In the currency of the document: debit where positive, credit where negative. Null where that is the currency of the books, or nothing moves in it.</summary>
    public decimal? InDocument { get; private set; }
}
