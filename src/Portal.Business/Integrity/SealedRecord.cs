using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Business.Common;

namespace Portal.Business.Integrity;

/// <summary>What joins the chain.</summary>
public enum SealedKind
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
    Allocation,
    AllocationUndone,
    ChargebackFee,
    ChargebackFeeReversal,
}

/// <summary>
/// A link in the chain of a legal entity: what an issued document or a payment said when it was made, and the hash that ties it to
/// everything before. Written in the save that makes the document; never changed or deleted. docs/inalterability.md has the form.
/// </summary>
public sealed class SealedRecord : Entity
{
    public const int CurrentForm = 1;

    private readonly Action<SealText>? describe;

    private SealedRecord()
    {
    }

    internal SealedRecord(SealedKind kind, long legalEntityId, long subjectId, string number, DateOnly? day, decimal amount, string currency, Action<SealText> describe)
    {
        Kind = kind;
        LegalEntityId = legalEntityId;
        SubjectId = subjectId;
        Number = number;
        Day = day ?? default;
        Amount = amount;
        Currency = currency;
        this.describe = describe;
    }

    public int Form { get; private set; } = CurrentForm;

    public long LegalEntityId { get; private set; }

    /// <summary>From 1, without a gap.</summary>
    public long Sequence { get; private set; }

    public SealedKind Kind { get; private set; }

    public long SubjectId { get; private set; }

    public string Number { get; private set; } = "";

    /// <summary>The day of the document.</summary>
    public DateOnly Day { get; private set; }

    public decimal Amount { get; private set; }

    public string Currency { get; private set; } = "";

    public DateTime SealedAt { get; private set; }

    /// <summary>What the document said, a line for each value (<see cref="SealText"/>).</summary>
    public string Content { get; private set; } = "";

    /// <summary>Of the record before; zeros before the first. 64 hexadecimal digits.</summary>
    public string PreviousHash { get; private set; } = "";

    public string Hash { get; private set; } = "";

    /// <summary>Takes its place behind the end of the chain, which the caller holds. Texts of the document are as they are saved.</summary>
    /// <param name="today">The day it is for the legal entity: of a record that was given none.</param>
    /// <param name="booked">The entries that the same save books for the document.</param>
    internal void Link(long sequence, string previousHash, DateTime now, DateOnly today, IEnumerable<Accounting.AccountingEntry> booked)
    {
        Day = Day == default ? today : Day;
        Sequence = sequence;
        PreviousHash = previousHash;
        SealedAt = now;
        Content = SealText.Of(describe ?? throw new InvalidOperationException("A sealed record is linked once.")) + SealText.Of(text => EntrySeals.Describe(text, booked));
        Hash = ComputeHash();
    }

    /// <summary>The text whose hash it bears.</summary>
    public string Text() => string.Create(
        CultureInfo.InvariantCulture,
        $"portal-seal {Form}\ncompany={LegalEntityId}\nsequence={Sequence}\nprevious={PreviousHash}\nsealed-at={SealedAt:yyyy-MM-ddTHH:mm:ss}Z\nkind={Kind}\nid={SubjectId}\nnumber={SealText.Escape(Number)}\nday={Day:yyyy-MM-dd}\namount={Amount:F2}\ncurrency={Currency}\n{Content}");

    public string ComputeHash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text())));
}

/// <summary>Where the chain of a legal entity ends. Who links holds this row, so there is one order and no fork.</summary>
public sealed class ChainEnd
{
    /// <summary>What the first record names as its predecessor.</summary>
    public static readonly string Start = new('0', 64);

    private ChainEnd()
    {
    }

    public ChainEnd(long legalEntityId) => LegalEntityId = legalEntityId;

    public long LegalEntityId { get; private set; }

    /// <summary>Of the last record; 0 before the first.</summary>
    public long Sequence { get; private set; }

    public string Hash { get; private set; } = Start;
}
