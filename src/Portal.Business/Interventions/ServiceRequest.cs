using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Pdf;

namespace Portal.Business.Interventions;

public enum RequestStatus
{
    /// <summary>Being written; nobody plans it yet.</summary>
    Draft,
    ToPlan,

    /// <summary>Fewer visits than wanted have a time.</summary>
    PartlyPlanned,
    Planned,
    InProgress,
    Done,
    Cancelled,
}

public enum RequestPriority
{
    Low,
    Normal,
    High,
    Urgent,
}

public enum RequestOrigin
{
    Staff,
    Client,
    Contract,

    /// <summary>A client, by mail.</summary>
    Mail,
}

/// <summary>What a client asks for ("demande d'intervention"), before any appointment. It always stands in a job.</summary>
public sealed class ServiceRequest : Entity, IVersioned, IAudited, IBelongsToClient
{
    private ServiceRequest()
    {
    }

    /// <param name="jobId">The job that holds it.</param>
    public ServiceRequest(long legalEntityId, long clientId, long jobId, string number, string currency, RequestOrigin origin, DateTime now)
    {
        LegalEntityId = legalEntityId;
        ClientId = clientId;
        JobId = jobId;
        Number = number;
        Currency = currency;
        Origin = origin;
        CreatedAt = now;
    }

    public long LegalEntityId { get; private set; }

    public long ClientId { get; private set; }

    public long JobId { get; private set; }

    public string Number { get; private set; } = "";

    public RequestOrigin Origin { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>The subject of a document that is made of it: what can be printed of the title, else the number. Clients write freely.</summary>
    public string PrintableTitle => PrintableText.Kept(Title) is { Length: > 0 } shown ? shown : Number;

    public string Description { get; private set; } = "";

    /// <summary>Where the work is done; null: at the billing address.</summary>
    public long? SiteId { get; private set; }

    /// <summary>The client's person on site.</summary>
    public long? ContactId { get; private set; }

    public long? TaskTypeId { get; private set; }

    public RequestPriority Priority { get; private set; } = RequestPriority.Normal;

    public DateOnly? WantedFrom { get; private set; }

    public DateOnly? WantedTo { get; private set; }

    /// <summary>How long one visit takes, in minutes.</summary>
    public int Minutes { get; private set; } = 60;

    /// <summary>How many visits it needs to count as planned, and as done.</summary>
    public int VisitsWanted { get; private set; } = 1;

    public long? SectorId { get; private set; }

    public long? TeamId { get; private set; }

    /// <summary>The user who is to do it, before any visit is planned.</summary>
    public long? TechnicianId { get; private set; }

    public long? FiscalPositionId { get; private set; }

    public RequestStatus Status { get; private set; }

    /// <summary>Why no (further) visit is needed, where a person finished it ("solved by phone"); empty: it follows its visits.</summary>
    public string FinishedBecause { get; private set; } = "";

    public bool IsFinishedByHand => FinishedBecause.Length > 0;

    public string Currency { get; private set; } = "";

    public decimal Net { get; private set; }

    public decimal Tax { get; private set; }

    public decimal Total { get; private set; }

    public IReadOnlyList<TaxAmount> Taxes { get; private set; } = [];

    public IReadOnlyList<string> Labels { get; private set; } = [];

    /// <summary>The labels folded, each between bars, for the database to filter by.</summary>
    [NotAudited]
    public string LabelKey { get; private set; } = "";

    public List<WorkLine> Lines { get; } = [];

    public List<RequestEquipment> Equipment { get; } = [];

    public DateTime CreatedAt { get; private set; }

    /// <summary>Names the wish it came from where a wish must not be fulfilled twice (a form in the portal, a visit of a contract); null for staff's.</summary>
    [NotAudited]
    public string? OnceKey { get; internal set; }

    /// <summary>The contract line that generated it: its visits count for that line.</summary>
    public long? ContractLineId { get; internal set; }

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    public bool IsOver => Status is RequestStatus.Done or RequestStatus.Cancelled;

    /// <summary>What people write on its head.</summary>
    public sealed record Head(
        string Title, string Description, long? SiteId, long? ContactId, long? TaskTypeId, RequestPriority Priority, DateOnly? WantedFrom, DateOnly? WantedTo,
        int Minutes, int VisitsWanted, long? FiscalPositionId, IReadOnlyList<string> Labels);

    /// <summary>Refuses a head without title, a period that ends before it starts, and times or numbers of visits out of range.</summary>
    public Result Edit(Head head)
    {
        var refusals = RequestFields.Check(head);
        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        (Title, Description, SiteId, ContactId) = (head.Title.Trim(), head.Description.Trim(), head.SiteId, head.ContactId);
        (TaskTypeId, Priority, WantedFrom, WantedTo) = (head.TaskTypeId, head.Priority, head.WantedFrom, head.WantedTo);
        (Minutes, VisitsWanted, FiscalPositionId) = (head.Minutes, head.VisitsWanted, head.FiscalPositionId);
        Labels = [.. head.Labels.Select(l => l.Trim()).Where(l => l.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        LabelKey = string.Concat(Labels.Select(LabelKeyOf));
        IndexForSearch();
        return Result.Done;
    }

    public static string LabelKeyOf(string label) => $"|{Folding.Fold(label)}|";

    public void Assign(long? sectorId, long? teamId, long? technicianId) => (SectorId, TeamId, TechnicianId) = (sectorId, teamId, technicianId);

    public void AddLine(WorkLine line)
    {
        line.Position = Lines.Count == 0 ? 1 : Lines.Max(l => l.Position) + 1;
        Lines.Add(line);
    }

    /// <summary>Subtotal before tax, taxes by component, total.</summary>
    public void Calculate(TaxTable taxes, DateOnly day)
    {
        var totals = TaxCalculation.Calculate([.. Lines.Select(l => (l.Net, taxes.Find(l.TaxCodeId)))], day);
        (Net, Tax, Total, Taxes) = (totals.Net, totals.Tax, totals.Total, totals.Taxes);
    }

    /// <summary>A draft is handed to those who plan.</summary>
    public Result Submit()
    {
        if (Status != RequestStatus.Draft)
        {
            return Refusal.NotNow("Interventions.RequestNotFromThisStatus", Number);
        }

        Status = RequestStatus.ToPlan;
        return Result.Done;
    }

    /// <summary>Follows its visits; finished by hand it stays done however many it has. Drafts and cancelled requests are left as they are, unless a draft was planned.</summary>
    public void Follow(IReadOnlyCollection<VisitStatus> visits) => Status =
        IsFinishedByHand && Status != RequestStatus.Cancelled ? RequestStatus.Done : RequestProgress.Of(Status, visits, VisitsWanted);

    /// <summary>Neither cancelled nor finished while a visit is planned or under way.</summary>
    public Refusal? WhyNotEnd(IReadOnlyCollection<VisitStatus> visits) =>
        IsOver ? Refusal.NotNow("Interventions.RequestNotFromThisStatus", Number)
        : visits.Any(v => v is VisitStatus.Confirmed or VisitStatus.InProgress or VisitStatus.Draft) ? Refusal.NotNow("Interventions.CancelVisitsFirst", Number)
        : null;

    /// <param name="mayCallOff">Visits that are planned go with it.</param>
    public Refusal? WhyNotFinish(IReadOnlyCollection<VisitStatus> visits, bool mayCallOff) =>
        WhyNotEnd(mayCallOff ? [.. visits.Where(v => v is not (VisitStatus.Draft or VisitStatus.Confirmed))] : visits);

    public Refusal? WhyNotPlan() => Status == RequestStatus.Cancelled ? Refusal.NotNow("Interventions.RequestNotFromThisStatus", Number)
        : IsFinishedByHand ? Refusal.NotNow("Interventions.RequestFinishedByHand", Number)
        : null;

    public Result Cancel(IReadOnlyCollection<VisitStatus> visits)
    {
        if (WhyNotEnd(visits) is { } refusal)
        {
            return refusal;
        }

        Status = RequestStatus.Cancelled;
        return Result.Done;
    }

    /// <summary>Nothing (more) is to be done on site, whatever its visits say.</summary>
    public Result Finish(string because, IReadOnlyCollection<VisitStatus> visits)
    {
        if (WhyNotEnd(visits) is { } refusal)
        {
            return refusal;
        }

        if (RequestFields.CheckReason(because) is { } wrong)
        {
            return wrong;
        }

        (FinishedBecause, Status) = (because.Trim(), RequestStatus.Done);
        return Result.Done;
    }

    /// <summary>A cancelled or done request is taken up again: it wants one more visit than are done.</summary>
    public Result Reopen(IReadOnlyCollection<VisitStatus> visits)
    {
        if (!IsOver)
        {
            return Refusal.NotNow("Interventions.RequestNotFromThisStatus", Number);
        }

        VisitsWanted = Math.Max(VisitsWanted, visits.Count(v => v == VisitStatus.Done) + 1);
        FinishedBecause = "";
        Status = RequestProgress.Of(RequestStatus.ToPlan, visits, VisitsWanted);
        return Result.Done;
    }

    public void MoveTo(long jobId) => JobId = jobId;

    private void IndexForSearch() => SearchKey = Folding.Key(Number, Title);
}

/// <summary>An installed product that a request is about.</summary>
public sealed class RequestEquipment(long requestId, long equipmentId) : IAuditedPart
{
    public long RequestId { get; private set; } = requestId;

    public long EquipmentId { get; private set; } = equipmentId;
}
