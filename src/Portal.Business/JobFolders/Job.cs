using Portal.Business.Common;
using Portal.Pdf;

namespace Portal.Business.JobFolders;

public enum JobStatus
{
    Open,
    InProgress,
    Done,
    Invoiced,
    Closed,
    Cancelled,
}

/// <summary>The numbered folder ("dossier") that holds everything of one piece of work.</summary>
public sealed class Job : Entity, IVersioned, IAudited, IBelongsToClient
{
    private Job()
    {
    }

    public Job(long legalEntityId, long clientId, string number, string name, string currency, DateTime now)
    {
        LegalEntityId = legalEntityId;
        ClientId = clientId;
        Number = number;
        Currency = currency;
        CreatedAt = now;
        Name = name;
        IndexForSearch();
    }

    public long LegalEntityId { get; private set; }

    public long ClientId { get; private set; }

    public string Number { get; private set; } = "";

    public string Name { get; private set; } = "";

    public JobStatus Status { get; private set; }

    public string Currency { get; private set; } = "";

    public string PurchaseOrder { get; private set; } = "";

    public long? ResponsibleUserId { get; private set; }

    /// <summary>The client's site where it is delivered; null: as billed.</summary>
    public long? SiteId { get; private set; }

    /// <summary>What the client may hold back of its invoices, in percent of their totals; zero: nothing.</summary>
    public decimal RetentionPercent { get; private set; }

    public DateOnly? DueOn { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Sum of the ordered lines' nets.</summary>
    public decimal OrderedNet { get; private set; }

    /// <summary>
    /// What invoices and proformas have not taken yet of the ordered lines' nets, as the database has it: each save adds its differences there
    /// (<see cref="JobSums"/>), so that a job in memory knows what was, not what its lines have become.
    /// </summary>
    [NotAudited]
    public decimal LeftNet { get; private set; }

    public List<JobLine> Lines { get; } = [];

    public List<JobLabel> Labels { get; } = [];

    /// <summary>The job that holds everything of this one since they were merged.</summary>
    public long? MergedIntoId { get; private set; }

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    public bool HasLeftToInvoice => Lines.Exists(l => l.IsLeftToInvoice);

    public bool IsFinished => Status is JobStatus.Closed or JobStatus.Cancelled;

    public void Rename(string name, string purchaseOrder, DateOnly? dueOn, long? responsibleUserId)
    {
        Name = name;
        PurchaseOrder = purchaseOrder;
        DueOn = dueOn;
        ResponsibleUserId = responsibleUserId;
        IndexForSearch();
    }

    /// <summary>To a job that was made before its number was taken.</summary>
    public void GiveNumber(string number)
    {
        Number = number;
        IndexForSearch();
    }

    public void HoldBack(decimal percent) => RetentionPercent = percent;

    /// <summary>Why what is left to invoice of it goes neither into another job nor on an invoice with it: it would be held back at another percentage than was agreed on.</summary>
    public Refusal? WhyNotWith(Job other) => RetentionPercent == other.RetentionPercent
        ? null : Refusal.NotNow("JobFolders.OtherRetention", Number, RetentionPercent, other.Number, other.RetentionPercent);

    public void DeliverTo(long? siteId) => SiteId = siteId;

    public void Order(JobLine line)
    {
        line.Position = Lines.Count == 0 ? 1 : Lines.Max(l => l.Position) + 1;
        Lines.Add(line);
        OrderedNet = Lines.Sum(l => l.Net);
    }

    /// <summary>Takes lines over from another job, with what is invoiced of them.</summary>
    public void TakeOver(Job other, params IReadOnlyCollection<JobLine> lines)
    {
        var last = Lines.Count == 0 ? 0 : Lines.Max(l => l.Position);
        foreach (var line in lines.OrderBy(l => l.Position))
        {
            other.Lines.Remove(line);
            line.Position = ++last;
            Lines.Add(line);
        }

        OrderedNet = Lines.Sum(l => l.Net);
        other.OrderedNet = other.Lines.Sum(l => l.Net);
    }

    /// <summary>Everything of it is in another job from now on; it stays, closed, to point there.</summary>
    public void MergeInto(Job other)
    {
        MergedIntoId = other.Id;
        Status = JobStatus.Closed;
    }

    /// <summary>Removes an ordered line of which nothing was invoiced.</summary>
    public Result Withdraw(JobLine line)
    {
        if (line.InvoicedQuantity != 0)
        {
            return Refusal.NotNow("JobFolders.LineIsInvoiced", line.Description);
        }

        Lines.Remove(line);
        OrderedNet = Lines.Sum(l => l.Net);
        return Result.Done;
    }

    /// <summary>An ordered line was entered wrongly, or the client wants more or less of it.</summary>
    public Result Correct(JobLine line, decimal quantity, decimal unitPrice)
    {
        var corrected = line.Correct(quantity, unitPrice);
        OrderedNet = Lines.Sum(l => l.Net);
        return corrected;
    }

    /// <summary>Open → in progress → done → invoiced → closed, in any forward step; invoiced when nothing is left to invoice, cancelled unless invoiced.</summary>
    public Result MoveTo(JobStatus status)
    {
        var allowed = status switch
        {
            JobStatus.Open => false,
            JobStatus.Cancelled => !IsFinished && Lines.All(l => l.InvoicedQuantity == 0),
            _ => !IsFinished && status > Status,
        };
        if (!allowed)
        {
            return Refusal.NotNow("JobFolders.NotFromThisStatus", Number);
        }

        if (status == JobStatus.Invoiced && HasLeftToInvoice)
        {
            return Refusal.NotNow("JobFolders.LeftToInvoice", Number, (Lines.Sum(l => l.LeftNet), Currency));
        }

        Status = status;
        return Result.Done;
    }

    public Result Reopen()
    {
        if (MergedIntoId is not null || Status is JobStatus.Open or JobStatus.InProgress)
        {
            return Refusal.NotNow(MergedIntoId is null ? "JobFolders.NotFromThisStatus" : "JobFolders.IsMerged", Number);
        }

        Status = JobStatus.InProgress;
        return Result.Done;
    }

    /// <summary>What a new document of it begins with as its subject: its name as far as documents show it; nothing where that is the client's.</summary>
    public string TitleFor(string clientName) => Name == clientName ? "" : PrintableText.Kept(Name);

    private void IndexForSearch() => SearchKey = Folding.Key(Number, Name, PurchaseOrder);
}
