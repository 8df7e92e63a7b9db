using Portal.Business.Common;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts;

public enum ContractStatus
{
    /// <summary>Being written, or waiting for the client's approval.</summary>
    Draft,
    Active,

    /// <summary>Rests: nothing is billed for its days, and no visit is planned.</summary>
    Paused,
    Ended,
    Cancelled,
}

public enum ContractKind
{
    New,
    Renewal,
}

public enum ContractEntry
{
    Simple,
    Advanced,
}

public enum InvoiceGrouping
{
    /// <summary>The lines that are due together stand on one invoice of the contract.</summary>
    PerContract,
    PerLine,

    /// <summary>Contracts of one payer that are due together share an invoice.</summary>
    PerPayer,
}

public enum ContractRevision
{
    None,

    /// <summary>On the last day of each period of twelve months, what was billed is corrected by what was visited.</summary>
    LastDay,
}

public enum ContractDelivery
{
    /// <summary>The billing run makes proformas, for a person to issue.</summary>
    Proforma,
    Issue,
    IssueAndSend,
}

/// <summary>Recurring work and its recurring invoices, as agreed with a client.</summary>
public sealed partial class Contract : Entity, IVersioned, IAudited, ISentToClient
{
    private Contract()
    {
    }

    public Contract(long legalEntityId, long clientId, string reference, string currency, DateOnly startsOn, DateTime now)
    {
        LegalEntityId = legalEntityId;
        ClientId = clientId;
        PayerId = clientId;
        Reference = reference;
        Currency = currency;
        StartsOn = startsOn;
        CreatedAt = now;
    }

    public long LegalEntityId { get; private set; }

    /// <summary>Whose contract it is ("porteur").</summary>
    public long ClientId { get; private set; }

    /// <summary>To whom the invoices are addressed ("client payeur").</summary>
    public long PayerId { get; private set; }

    /// <summary>The job that its invoices and requests stand in; made with the first of them.</summary>
    public long? JobId { get; private set; }

    /// <summary>Taken from the number series, or written by hand; unique in its legal entity.</summary>
    public string Reference { get; private set; } = "";

    public string Title { get; private set; } = "";

    public ContractKind Kind { get; private set; }

    public ContractEntry Entry { get; private set; }

    public ContractStatus Status { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>The day on which the client signed it.</summary>
    public DateOnly? SubscribedOn { get; private set; }

    public DateOnly StartsOn { get; private set; }

    /// <summary>The last day; required where it is not renewed by itself.</summary>
    public DateOnly? EndsOn { get; private set; }

    public bool RenewsAutomatically { get; private set; } = true;

    /// <summary>How many days before the end of a period a notice of termination has to be given; a task and a message come before it.</summary>
    public int NoticeDays { get; private set; }

    public bool NoticeToClient { get; private set; }

    /// <summary>New lines may be indexed.</summary>
    public bool IsIndexable { get; private set; }

    public BillingFrequency Frequency { get; private set; } = BillingFrequency.Monthly;

    public BillingTiming Timing { get; private set; }

    public BillingAnchor Anchor { get; private set; }

    public FirstPeriod FirstPeriod { get; private set; }

    public InvoiceGrouping Grouping { get; private set; }

    public ContractRevision Revision { get; private set; }

    /// <summary>The day on which revision was switched on in a running contract: the years that ended before are not revised. Null: all of them are.</summary>
    public DateOnly? RevisedSince { get; private set; }

    public ContractDelivery Delivery { get; private set; }

    /// <summary>The journal of the invoices; null: the company's usual one.</summary>
    public long? JournalId { get; private set; }

    /// <summary>From the start; <see cref="PositionChanges"/> say what it is later.</summary>
    public long? FiscalPositionId { get; private set; }

    /// <summary>Other fiscal positions, each from a day on, in the order of their days.</summary>
    public IReadOnlyList<DatedPosition> PositionChanges { get; private set; } = [];

    public long? PaymentTermsId { get; private set; }

    public string PurchaseOrder { get; private set; } = "";

    public string Notes { get; private set; } = "";

    /// <summary>By how much a period's amount may differ from the one before it and still be billed without a person; 10 means 10 %. Null: no limit.</summary>
    public decimal? LargestChangePercent { get; private set; }

    /// <summary>How many invoices of it may be dated on one day. Null: no limit.</summary>
    public int? MostInvoicesPerDay { get; private set; }

    /// <summary>The next date of an invoice of its lines, computed; null: nothing more to bill.</summary>
    [NotAudited]
    public DateOnly? NextInvoiceOn { get; private set; }

    public DateOnly? EndedOn { get; private set; }

    public string EndReason { get; private set; } = "";

    public List<ContractLine> Lines { get; } = [];

    /// <summary>Periods of twelve months, opened by the system.</summary>
    public List<ContractPeriod> Periods { get; } = [];

    public List<ContractPause> Pauses { get; } = [];

    public List<ContractCharge> Charges { get; } = [];

    public DateTime CreatedAt { get; private set; }

    /// <summary>Of the form that made it: the same form makes it once.</summary>
    [NotAudited]
    public string? OnceKey { get; init; }

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>What is billed by visits is right as it is.</summary>
    public bool IsRevised => Revision == ContractRevision.LastDay && Frequency != BillingFrequency.PerVisit;

    public bool IsOver => Status is ContractStatus.Ended or ContractStatus.Cancelled;

    /// <summary>Something of it may be billed: of a contract at rest the days before and its charges.</summary>
    public bool Bills => Status is ContractStatus.Active or ContractStatus.Paused;

    /// <summary>A visit that is reported late is still billed: over by itself, it goes on until that is done.</summary>
    public bool CountsLateVisits => Bills || Status == ContractStatus.Ended;

    /// <summary>The first days of the terms for which a person renewed it; periods are counted anew from each.</summary>
    public IReadOnlyList<DateOnly> RenewedFrom { get; private set; } = [];

    /// <summary>Null: it goes on. An automatic contract has no last day until it is ended.</summary>
    public DateOnly? LastDay => EndedOn ?? (RenewsAutomatically ? null : EndsOn);

    /// <summary>What decides the dates of its invoices: the term agreed at first, and one for each renewal by a person. They follow one another without gap, up to the last day: a term that was to begin after it does not.</summary>
    public IReadOnlyList<BillingTerms> Terms
    {
        get
        {
            IReadOnlyList<DateOnly> starts = [StartsOn, .. RenewedFrom.Where(day => LastDay is not { } last || day <= last)];
            return
            [
                .. starts.Select((start, i) => new BillingTerms(
                    Frequency, Timing, Anchor, FirstPeriod, start, i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : LastDay)),
            ];
        }
    }

    public void GiveReference(string reference)
    {
        Reference = reference;
        IndexForSearch();
    }

    public void StandIn(long jobId) => JobId ??= jobId;

    public void MoveToJob(long jobId) => JobId = jobId;

    /// <summary>What an invoice of it had billed is open again from a date; one that had ended for that goes on until it is billed.</summary>
    public void BillAgain(DateOnly on)
    {
        NextInvoiceOn = NextInvoiceOn < on ? NextInvoiceOn : on;
        if (Status == ContractStatus.Ended)
        {
            Status = ContractStatus.Active;
        }
    }

    public void BillNextOn(DateOnly? date) => NextInvoiceOn = date;

    private void IndexForSearch() => SearchKey = Folding.Key(Reference, Title);
}
