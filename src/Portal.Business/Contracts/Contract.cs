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

    public bool IsOver => Status is ContractStatus.Ended or ContractStatus.Cancelled;

    /// <summary>Something of it may be billed: of a contract at rest the days before and its charges.</summary>
    public bool Bills => Status is ContractStatus.Active or ContractStatus.Paused;

    /// <summary>The first days of the terms for which a person renewed it; periods are counted anew from each.</summary>
    public IReadOnlyList<DateOnly> RenewedFrom { get; private set; } = [];

    /// <summary>Null: it goes on. An automatic contract has no last day until it is ended.</summary>
    public DateOnly? LastDay => EndedOn ?? (RenewsAutomatically ? null : EndsOn);

    /// <summary>What decides the dates of its invoices: the term agreed at first, and one for each renewal by a person. They follow one another without gap.</summary>
    public IReadOnlyList<BillingTerms> Terms
    {
        get
        {
            IReadOnlyList<DateOnly> starts = [StartsOn, .. RenewedFrom];
            return
            [
                .. starts.Select((start, i) => new BillingTerms(
                    Frequency, Timing, Anchor, FirstPeriod, start, i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : LastDay)),
            ];
        }
    }

    /// <summary>What people write on its head.</summary>
    public sealed record Head(
        string Reference, string Title, long PayerId, ContractEntry Entry, DateOnly? SubscribedOn, DateOnly StartsOn, DateOnly? EndsOn, bool RenewsAutomatically,
        int NoticeDays, bool NoticeToClient, bool IsIndexable, BillingFrequency Frequency, BillingTiming Timing, BillingAnchor Anchor, FirstPeriod FirstPeriod,
        InvoiceGrouping Grouping, ContractRevision Revision, ContractDelivery Delivery, long? JournalId, long? FiscalPositionId, long? PaymentTermsId,
        string PurchaseOrder, string Notes, decimal? LargestChangePercent, int? MostInvoicesPerDay, ContractKind Kind = ContractKind.New);

    /// <summary>What is written on its head now.</summary>
    public Head Written => new(
        Reference, Title, PayerId, Entry, SubscribedOn, StartsOn, EndsOn, RenewsAutomatically, NoticeDays, NoticeToClient, IsIndexable, Frequency, Timing, Anchor, FirstPeriod,
        Grouping, Revision, Delivery, JournalId, FiscalPositionId, PaymentTermsId, PurchaseOrder, Notes, LargestChangePercent, MostInvoicesPerDay, Kind);

    /// <summary>
    /// Refuses an end before the start, no end where it is not renewed by itself, and a change of what decides the dates once something was billed.
    /// </summary>
    /// <param name="isBilled">A period of one of its lines was billed.</param>
    public Result Edit(Head head, bool isBilled)
    {
        var refusals = ContractFields.Check(head);
        if (IsOver)
        {
            refusals.Add(Refusal.NotNow("Contracts.IsOver", Reference));
        }

        if (isBilled && (head.StartsOn, head.Frequency, head.Timing, head.Anchor, head.FirstPeriod) != (StartsOn, Frequency, Timing, Anchor, FirstPeriod))
        {
            refusals.Add(Refusal.NotNow("Contracts.DatesAreBilled", Reference).On(nameof(head.Frequency)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        (Reference, Title, PayerId, Entry, SubscribedOn) = (head.Reference.Trim(), head.Title.Trim(), head.PayerId, head.Entry, head.SubscribedOn);
        (StartsOn, RenewsAutomatically, NoticeDays, NoticeToClient) = (head.StartsOn, head.RenewsAutomatically, head.NoticeDays, head.NoticeToClient);
        EndsOn = head.EndsOn;
        (IsIndexable, Frequency, Timing, Anchor, FirstPeriod) = (head.IsIndexable, head.Frequency, head.Timing, head.Anchor, head.FirstPeriod);
        (Grouping, Revision, Delivery) = (head.Grouping, head.Revision, head.Delivery);
        (JournalId, FiscalPositionId, PaymentTermsId) = (head.JournalId, head.FiscalPositionId, head.PaymentTermsId);
        (PurchaseOrder, Notes) = (head.PurchaseOrder.Trim(), head.Notes.Trim());
        (LargestChangePercent, MostInvoicesPerDay) = (head.LargestChangePercent, head.MostInvoicesPerDay);
        Kind = Periods.Count > 1 ? Kind : head.Kind;
        IndexForSearch();
        return Result.Done;
    }

    public void GiveReference(string reference)
    {
        Reference = reference;
        IndexForSearch();
    }

    /// <summary>The line that takes the place of another on a day: itself, or the amendment that followed it.</summary>
    public long LineOn(long lineId, DateOnly day)
    {
        var line = Lines.Find(l => l.Id == lineId);
        while (line is { EndsOn: { } end } && end < day && Lines.Find(l => l.PreviousId == line.Id && l.Status is ContractLineStatus.Active or ContractLineStatus.Ended) is { } next)
        {
            line = next;
        }

        return line?.Id ?? lineId;
    }

    /// <summary>What was amended over and over is one line to the client: the first of them.</summary>
    public long RootOf(long lineId)
    {
        var line = Lines.Find(l => l.Id == lineId);
        while (line?.PreviousId is { } previous && Lines.Find(l => l.Id == previous) is { } before)
        {
            line = before;
        }

        return line?.Id ?? lineId;
    }

    /// <summary>The first line that has its visits from a line on: an amendment goes on with them, unless it changes how many there are and when.</summary>
    public long VisitsOf(long lineId)
    {
        var line = Lines.Find(l => l.Id == lineId);
        while (line?.PreviousId is { } previous && Lines.Find(l => l.Id == previous) is { } before && before.Visits.HasVisitsOf(line.Visits))
        {
            line = before;
        }

        return line?.Id ?? lineId;
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
