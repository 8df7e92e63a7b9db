using Portal.Business.Common;

namespace Portal.Business.Interventions;

public enum VisitStatus
{
    /// <summary>Proposed to nobody yet.</summary>
    Draft,
    Confirmed,
    InProgress,
    Done,

    /// <summary>Ended with work left: another visit is needed.</summary>
    Unfinished,
    Cancelled,
    Postponed,
}

/// <summary>An appointment of a technician, or of a crew, at a client's site, with its work report ("RDV", "bon de travail").</summary>
public sealed partial class Visit : Entity, IVersioned, IAudited, IBelongsToClient
{
    private Visit()
    {
    }

    /// <param name="number">V-000012.</param>
    /// <param name="startsAt">UTC.</param>
    /// <param name="endsAt">UTC.</param>
    public Visit(ServiceRequest request, string number, long? technicianId, DateTime startsAt, DateTime endsAt, DateTime now)
    {
        LegalEntityId = request.LegalEntityId;
        ClientId = request.ClientId;
        JobId = request.JobId;
        RequestId = request.Id;
        SiteId = request.SiteId;
        Number = number;
        TechnicianId = technicianId;
        (StartsAt, EndsAt) = (startsAt, endsAt);
        CreatedAt = now;
    }

    public long LegalEntityId { get; private set; }

    public long ClientId { get; private set; }

    public long JobId { get; private set; }

    public long RequestId { get; private set; }

    public long? SiteId { get; private set; }

    public string Number { get; private set; } = "";

    /// <summary>The user who leads it; null: nobody yet.</summary>
    public long? TechnicianId { get; private set; }

    /// <summary>Others who come along.</summary>
    public List<VisitHelper> Crew { get; } = [];

    /// <summary>UTC. Shown in the legal entity's time zone.</summary>
    public DateTime StartsAt { get; private set; }

    public DateTime EndsAt { get; private set; }

    /// <summary>What the client was told: arrival between these (UTC); null: at the start.</summary>
    public DateTime? ArrivalFrom { get; private set; }

    public DateTime? ArrivalTo { get; private set; }

    public VisitStatus Status { get; private set; }

    /// <summary>The start of which the client was reminded; another start is reminded of anew. UTC.</summary>
    [NotAudited]
    public DateTime? RemindedOf { get; private set; }

    /// <summary>The visits that were planned together as a repetition share it.</summary>
    public long? SeriesId { get; private set; }

    /// <summary>When work first began.</summary>
    public DateTime? StartedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>What was done, for the client to read.</summary>
    public string Report { get; private set; } = "";

    /// <summary>Why it was cancelled, postponed or left unfinished.</summary>
    public string Reason { get; private set; } = "";

    public string SignedBy { get; private set; } = "";

    public DateTime? SignedAt { get; private set; }

    public long? SignatureDocumentId { get; private set; }

    /// <summary>The proforma or invoice that bills it: made from it, or prepared earlier and attached.</summary>
    public long? InvoiceId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsOver => Status is VisitStatus.Done or VisitStatus.Unfinished or VisitStatus.Cancelled or VisitStatus.Postponed;

    public bool TakesPlace => Status is not (VisitStatus.Cancelled or VisitStatus.Postponed);

    /// <summary>To another time or technician. Refused once work began.</summary>
    public Result Plan(long? technicianId, DateTime startsAt, DateTime endsAt)
    {
        if (Status is not (VisitStatus.Draft or VisitStatus.Confirmed))
        {
            return Refusal.NotNow("Interventions.VisitNotFromThisStatus", Number);
        }

        var minutes = (endsAt - startsAt).TotalMinutes;
        if (minutes is < RequestFields.ShortestVisit or > RequestFields.LongestVisit)
        {
            return Refusal.Invalid("Interventions.MinutesOutOfRange", RequestFields.ShortestVisit, RequestFields.LongestVisit).On(nameof(EndsAt));
        }

        var moved = startsAt - StartsAt;
        (ArrivalFrom, ArrivalTo) = (ArrivalFrom + moved, ArrivalTo + moved);

        (TechnicianId, StartsAt, EndsAt) = (technicianId, startsAt, endsAt);
        foreach (var helper in Crew)
        {
            helper.At(StartsAt, EndsAt);
        }

        return Result.Done;
    }

    /// <summary>Who comes along with the one who leads it.</summary>
    public void TakeAlong(IEnumerable<long> userIds)
    {
        var wanted = userIds.Where(u => u != TechnicianId).ToHashSet();
        Crew.RemoveAll(h => !wanted.Contains(h.UserId));
        Crew.AddRange(wanted.Where(u => Crew.TrueForAll(h => h.UserId != u)).Select(u => new VisitHelper(Id, u, StartsAt, EndsAt)));
    }

    internal void Remind() => RemindedOf = StartsAt;

    public void Repeat(long seriesId) => SeriesId = seriesId;

    /// <summary>Both or neither; the start is within.</summary>
    public Result Announce(DateTime? from, DateTime? to)
    {
        if (from is null != to is null)
        {
            return Refusal.Invalid("Common.Required").On(from is null ? nameof(ArrivalFrom) : nameof(ArrivalTo));
        }

        if (from > to)
        {
            return Refusal.Invalid("Interventions.PeriodEndsBeforeItStarts").On(nameof(ArrivalTo));
        }

        if (from > StartsAt || to < StartsAt)
        {
            return Refusal.Invalid("Interventions.StartOutsideArrival").On(from > StartsAt ? nameof(ArrivalFrom) : nameof(ArrivalTo));
        }

        (ArrivalFrom, ArrivalTo) = (from, to);
        return Result.Done;
    }

    public void MoveTo(long jobId) => JobId = jobId;

    /// <summary>To the place that its request names now; work that began stays where it was.</summary>
    public void GoTo(long? siteId)
    {
        if (Status is VisitStatus.Draft or VisitStatus.Confirmed)
        {
            SiteId = siteId;
        }
    }

    /// <summary>The invoice that bills it. One at a time, and none of a visit that does not take place.</summary>
    public Result Bill(long invoiceId)
    {
        if (!TakesPlace)
        {
            return Refusal.NotNow("Interventions.VisitNotFromThisStatus", Number);
        }

        if (InvoiceId is not null && InvoiceId != invoiceId)
        {
            return Refusal.NotNow("Interventions.VisitHasInvoice", Number);
        }

        InvoiceId = invoiceId;
        return Result.Done;
    }

    /// <summary>The proforma was deleted, or the invoice credited in full: it can be billed again.</summary>
    public void LeaveInvoice() => InvoiceId = null;
}

/// <summary>Somebody who comes along; the times are those of the visit, kept here for the planning to look up.</summary>
public sealed class VisitHelper : Entity, IAuditedPart
{
    private VisitHelper()
    {
    }

    public VisitHelper(long visitId, long userId, DateTime startsAt, DateTime endsAt)
    {
        VisitId = visitId;
        UserId = userId;
        (StartsAt, EndsAt) = (startsAt, endsAt);
    }

    public long VisitId { get; private set; }

    public long UserId { get; private set; }

    public DateTime StartsAt { get; private set; }

    public DateTime EndsAt { get; private set; }

    internal void At(DateTime startsAt, DateTime endsAt) => (StartsAt, EndsAt) = (startsAt, endsAt);
}
