using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.Invoicing;

public enum InvoiceKind
{
    Invoice,
    CreditNote,
}

public enum InvoiceStatus
{
    ProformaInPreparation,
    ProformaSent,
    ReadyToSend,
    Sent,
}

/// <summary>
/// A proforma until it is issued, then a legal document: numbered, frozen, only paid and credited afterwards. A credit note is
/// the same with a kind of its own; its amounts are positive.
/// </summary>
public sealed partial class Invoice : Entity, IVersioned, IAudited, IBelongsToClient
{
    private Invoice()
    {
    }

    public Invoice(InvoiceKind kind, long legalEntityId, long clientId, long billedToId, string language, string currency, DateTime now)
    {
        Kind = kind;
        LegalEntityId = legalEntityId;
        ClientId = clientId;
        BilledToId = billedToId;
        Language = language;
        Currency = BookCurrency = currency;
        CreatedAt = now;
    }

    [AuditedFromTheStart]
    public InvoiceKind Kind { get; private set; }

    /// <summary>
    /// Asked for before the work: taxed and owed like every invoice, booked as a debt to the client, and deducted by the invoice of the work.
    /// </summary>
    public bool IsDeposit { get; private set; }

    public InvoiceStatus Status { get; private set; }

    public long LegalEntityId { get; private set; }

    /// <summary>Sold to.</summary>
    public long ClientId { get; private set; }

    /// <summary>Who receives and pays it; usually the same client.</summary>
    [AuditedFromTheStart]
    public long BilledToId { get; private set; }

    public long? JobId { get; private set; }

    public long? QuoteId { get; private set; }

    /// <summary>Which stage of the quote's schedule it bills, from 1; null outside a schedule.</summary>
    public int? QuoteStage { get; private set; }

    /// <summary>The contract that it bills; null also where several contracts share it, whose lines name them.</summary>
    public long? ContractId { get; private set; }

    /// <summary>The sales journal of its entry; null: the company's usual one.</summary>
    public long? JournalId { get; private set; }

    /// <summary>Number while a proforma ("PF-000012"); kept afterwards.</summary>
    [AuditedFromTheStart]
    public string ProformaNumber { get; private set; } = "";

    /// <summary>Number of the legal document; null until issued.</summary>
    [AuditedFromTheStart]
    public string? Number { get; private set; }

    public string Language { get; private set; } = "";

    [AuditedFromTheStart]
    public string Currency { get; private set; } = "";

    /// <summary>"30 % at approval": what it is about, shown above the lines.</summary>
    public string Title { get; private set; } = "";

    public string PurchaseOrder { get; private set; } = "";

    /// <summary>The client's site where it is delivered; null: as billed. Frozen in <see cref="Parties"/> at issue.</summary>
    public long? SiteId { get; private set; }

    public long? FiscalPositionId { get; private set; }

    public long? PaymentTermsId { get; private set; }

    /// <summary>Message at the bottom; null takes the legal entity's text for the form.</summary>
    public string? Message { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>The day on which the scheduler issues it; null leaves it to a person.</summary>
    public DateOnly? PlannedOn { get; private set; }

    /// <summary>When it is issued by the scheduler, it is sent too.</summary>
    public bool SendWhenIssued { get; private set; }

    public DateOnly? IssuedOn { get; private set; }

    public DateTime? IssuedAt { get; private set; }

    /// <summary>The day it stands under in lists: that of its issue, of the planned one until then. A column, so that an index holds it.</summary>
    [NotAudited]
    public DateOnly? Day { get => IssuedOn ?? PlannedOn; private set => _ = value; }

    /// <summary>Day of supply where it differs from the day of issue.</summary>
    public DateOnly? SuppliedOn { get; private set; }

    /// <summary>The day the whole amount is due: the last instalment; after that is paid, the day on which what was held back is released.</summary>
    public DateOnly? DueOn { get; private set; }

    public DateTime? SentAt { get; private set; }

    public List<InvoiceLine> Lines { get; } = [];

    public List<InvoiceTax> Taxes { get; } = [];

    public List<InvoiceInstalment> Instalments { get; } = [];

    /// <summary>The parties as they were at issue.</summary>
    public InvoiceParties? Parties { get; private set; }

    /// <summary>What it takes off the sum of the lines; how much is in <see cref="DiscountAmount"/>.</summary>
    public DocumentDiscount Discount => new(DiscountKind, DiscountValue);

    public DiscountKind DiscountKind { get; private set; }

    /// <summary>10 means 10 % or 10.00, by kind; six decimals.</summary>
    public decimal DiscountValue { get; private set; }

    /// <summary>The sum of the lines' shares of the discount; its lines' nets less this is <see cref="Net"/>.</summary>
    public decimal DiscountAmount { get; private set; }

    /// <summary>After the discount, before tax.</summary>
    [AuditedFromTheStart]
    public decimal Net { get; private set; }

    [AuditedFromTheStart]
    public decimal Tax { get; private set; }

    [AuditedFromTheStart]
    public decimal Total { get; private set; }

    /// <summary>Credited by issued credit notes, tax included.</summary>
    public decimal Credited { get; private set; }

    /// <summary>Allocated from payments.</summary>
    public decimal Paid { get; private set; }

    /// <summary>Of a deposit: what invoices and proformas deduct of it, tax included.</summary>
    public decimal Deducted { get; private set; }

    /// <summary>Small differences that were given up: they settle like a payment.</summary>
    public decimal WrittenOff { get; private set; }

    /// <summary>Total − credited − paid − written off; zero for a proforma and a credit note.</summary>
    public decimal Balance { get; private set; }

    /// <summary>Currency of the company's books; as the document's own until it is issued.</summary>
    public string BookCurrency { get; private set; } = "";

    /// <summary>What one unit of <see cref="Currency"/> is worth in the books: frozen at issue, 1 where both are the same; of a credit note, that of its original.</summary>
    public decimal ExchangeRate { get; private set; } = 1;

    /// <summary>The day of that rate; null where nothing is converted.</summary>
    public DateOnly? ExchangeRateOn { get; private set; }

    /// <summary><see cref="Total"/> in the books.</summary>
    public decimal BookTotal { get; private set; }

    /// <summary><see cref="Balance"/> in the books: at the rate of the issue, and zero with it.</summary>
    public decimal BookBalance { get; private set; }

    /// <summary>The invoice that a credit note reverses.</summary>
    [AuditedFromTheStart]
    public long? OriginalId { get; private set; }

    public AccountingState Accounting { get; private set; }

    /// <summary>What a person has to look at ("NoRecipient"): a key of the capability's texts; null when all is well.</summary>
    public string? Attention { get; private set; }

    /// <summary>It was issued by itself with taxes that nobody has looked at since: kept where something more urgent is in <see cref="Attention"/>.</summary>
    public bool TaxDoubt { get; private set; }

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    public bool IsProforma => Number is null;

    public bool IsIssued => Number is not null;

    /// <summary>The number to show: of the legal document, else of the proforma.</summary>
    public string DisplayNumber => Number ?? ProformaNumber;

    /// <summary>What may still be credited, tax included; of a deposit, what may still be deducted as well.</summary>
    public decimal Creditable => Total - Credited - Deducted;

    /// <summary>The day of the oldest instalment or release that is open; where none is, <see cref="DueOn"/>. Loaded with both.</summary>
    public DateOnly? NextDueOn => OldestOpen.DueOn(DueParts(), Payable) ?? DueOn;

    /// <summary>What is open of each instalment and release, oldest first. Loaded with both.</summary>
    public IReadOnlyList<DueAmount> OpenParts() => OldestOpen.Parts(DueParts(), Payable);

    private IReadOnlyCollection<DueAmount> DueParts() =>
    [
        .. Instalments.Select(t => new DueAmount(t.DueOn, t.Amount)),
        .. Releases.Where(r => r.ReversedOn is null).Select(r => new DueAmount(r.ReleasedOn, r.Amount)),
    ];

    /// <summary>As <see cref="DueDays.IsOverdue"/> in the database. Loaded with instalments and releases.</summary>
    /// <param name="today">The day it is for its legal entity. What is due today is not overdue yet, nor is what is held back.</param>
    public bool IsOverdueOn(DateOnly today) => Payable > 0 && NextDueOn < today;
}

/// <summary>Where an issued document stands on its way to the accounts.</summary>
public enum AccountingState
{
    NotYet,
    Queued,
    HandedOver,
    Failed,

    /// <summary>It comes to nothing on every account: there is no entry to hand over.</summary>
    NothingToBook,
}
