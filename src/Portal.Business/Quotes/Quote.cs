using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes;

public enum QuoteStatus
{
    Draft,
    Sent,
    Viewed,
    Approved,
    Refused,
    Expired,
    Superseded,
}

/// <summary>A priced offer to a client. Drafts are edited; what was sent is only approved, refused, expired or superseded.</summary>
public sealed partial class Quote : Entity, IVersioned, IAudited, ISentToClient
{
    private Quote()
    {
    }

    public Quote(long legalEntityId, long clientId, long jobId, string number, string language, string currency, DateOnly quotedOn, DateOnly validUntil)
    {
        LegalEntityId = legalEntityId;
        ClientId = clientId;
        JobId = jobId;
        Number = number;
        Language = language;
        Currency = currency;
        QuotedOn = quotedOn;
        ValidUntil = validUntil;
        Schedules.Add(PaymentSchedule.OneInvoice());
    }

    public long LegalEntityId { get; private set; }

    public long ClientId { get; private set; }

    public long JobId { get; private set; }

    long? ISentToClient.JobId => JobId;

    /// <summary>The same for all revisions; <see cref="FullNumber"/> tells them apart.</summary>
    public string Number { get; private set; } = "";

    /// <summary>1 for the first.</summary>
    public int Revision { get; private set; } = 1;

    public long? SupersedesId { get; private set; }

    public string Title { get; private set; } = "";

    public QuoteStatus Status { get; private set; }

    public string Language { get; private set; } = "";

    public string Currency { get; private set; } = "";

    public DateOnly QuotedOn { get; private set; }

    /// <summary>The last day on which it can be approved.</summary>
    public DateOnly ValidUntil { get; private set; }

    public long? FiscalPositionId { get; private set; }

    public long? PaymentTermsId { get; private set; }

    public string PurchaseOrder { get; private set; } = "";

    /// <summary>The client's site where it is delivered; null: as billed.</summary>
    public long? SiteId { get; private set; }

    /// <summary>What the client may hold back of its invoices, in percent of their totals; zero: nothing.</summary>
    public decimal RetentionPercent { get; private set; }

    /// <summary>Text above the lines.</summary>
    public string Introduction { get; private set; } = "";

    /// <summary>Conditions below the lines.</summary>
    public string Terms { get; private set; } = "";

    /// <summary>Make the invoices at approval; null leaves it to the legal entity's setting.</summary>
    public bool? InvoicesAtApproval { get; private set; }

    public List<QuoteLine> Lines { get; } = [];

    public List<PaymentSchedule> Schedules { get; } = [];

    public long? ChosenScheduleId { get; private set; }

    /// <summary>Who looks after it; whoever wrote it at first.</summary>
    public long? ResponsibleUserId { get; private set; }

    public decimal Net { get; private set; }

    public decimal Tax { get; private set; }

    public decimal Total { get; private set; }

    /// <summary>Tax by component and rate, of the lines that count.</summary>
    public IReadOnlyList<TaxAmount> Taxes { get; private set; } = [];

    public DateTime? SentAt { get; private set; }

    public DateTime? ViewedAt { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    /// <summary>Names the wish that it was made from; the database refuses a second quote from the same. Null: it can't come twice.</summary>
    [NotAudited]
    public string? OnceKey { get; internal set; }

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    public string FullNumber => FullNumberOf(Number, Revision);

    /// <summary>The same for lists that read no more than they show.</summary>
    public static string FullNumberOf(string number, int revision) => revision == 1 ? number : $"{number}-{revision}";

    public bool IsOpen => Status is QuoteStatus.Sent or QuoteStatus.Viewed;

    /// <summary>What the stages of a schedule bill; the other lines are billed as their time is delivered.</summary>
    public IEnumerable<QuoteLine> StagedLines => CountedLines.Where(l => !l.BillsDelivered);

    /// <summary>Lines that are part of the price: the fixed ones and the options ticked.</summary>
    public IEnumerable<QuoteLine> CountedLines => Lines.Where(l => l.Counts).OrderBy(l => l.Position);

    public PaymentSchedule Schedule => Schedules.FirstOrDefault(s => s.Id == ChosenScheduleId) ?? Schedules.OrderBy(s => s.Position).First();

    /// <summary>What <see cref="Edit"/> sets besides the lines.</summary>
    public sealed record Head(
        string Title, DateOnly ValidUntil, long? FiscalPositionId, long? PaymentTermsId, string PurchaseOrder, string Introduction, string Terms,
        bool? InvoicesAtApproval, long? SiteId = null, decimal RetentionPercent = 0);

    public Result Edit(Head head)
    {
        if (Status != QuoteStatus.Draft)
        {
            return Refusal.NotNow("Quotes.NotADraft", FullNumber);
        }

        (Title, ValidUntil, FiscalPositionId, PaymentTermsId, PurchaseOrder, Introduction, Terms, InvoicesAtApproval, SiteId, RetentionPercent) = head;
        return Result.Done;
    }

    public Result ReplaceLines(IReadOnlyList<QuoteLine> lines)
    {
        if (Status != QuoteStatus.Draft)
        {
            return Refusal.NotNow("Quotes.NotADraft", FullNumber);
        }

        Lines.RemoveAll(old => !lines.Contains(old));
        Lines.AddRange(lines.Where(line => !Lines.Contains(line)));
        for (var i = 0; i < lines.Count; i++)
        {
            lines[i].Position = i + 1;
        }

        return Result.Done;
    }

    /// <summary>The schedules that the client may choose from; at least one.</summary>
    public Result OfferSchedules(IReadOnlyList<PaymentSchedule> schedules)
    {
        if (Status != QuoteStatus.Draft)
        {
            return Refusal.NotNow("Quotes.NotADraft", FullNumber);
        }

        if (schedules.Count == 0)
        {
            return Refusal.Invalid("Quotes.NoSchedule");
        }

        foreach (var schedule in schedules)
        {
            if (schedule.Check() is { Succeeded: false } bad)
            {
                return bad;
            }
        }

        Schedules.RemoveAll(old => !schedules.Contains(old));
        Schedules.AddRange(schedules.Where(s => !Schedules.Contains(s)));
        for (var i = 0; i < schedules.Count; i++)
        {
            schedules[i].Position = i + 1;
        }

        return Result.Done;
    }

    /// <summary>Ticks options and chooses a schedule, as the approver does; unknown ids are refused.</summary>
    public Result Choose(IReadOnlyCollection<long> optionIds, long? scheduleId)
    {
        if (!optionIds.All(id => Lines.Any(l => l.Id == id && l.IsOptional)) || (scheduleId is { } chosen && Schedules.All(s => s.Id != chosen)))
        {
            return Refusal.Invalid("Quotes.UnknownChoice");
        }

        foreach (var line in Lines.Where(l => l.IsOptional))
        {
            line.IsSelected = optionIds.Contains(line.Id);
        }

        ChosenScheduleId = scheduleId ?? Schedule.Id;
        return Result.Done;
    }

    public void EntrustTo(long? userId) => ResponsibleUserId = userId;

    /// <summary>Totals of the lines that count, at the rates of the quote's day.</summary>
    public void Calculate(TaxTable taxes)
    {
        var totals = TaxCalculation.Calculate([.. CountedLines.Select(l => (l.Net, taxes.Find(l.TaxCodeId)))], QuotedOn);
        (Net, Tax, Total, Taxes) = (totals.Net, totals.Tax, totals.Total, totals.Taxes);
        SearchKey = Folding.Key(FullNumber, Title, PurchaseOrder);
    }
}
