using Portal.Business.Common;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk;

public enum TicketStatus
{
    New,
    Open,
    WaitingForClient,
    Solved,
    Closed,
}

/// <summary>A question or a problem of a client, with its conversation.</summary>
public sealed class Ticket : Entity, IVersioned, IAudited, IBelongsToClient
{
    private Ticket()
    {
    }

    public Ticket(long legalEntityId, long clientId, string number, string title, RequestOrigin origin, DateTime now)
    {
        (LegalEntityId, ClientId, Number, Title, Origin, CreatedAt, ChangedAt) = (legalEntityId, clientId, number, title.Trim(), origin, now, now);
        IndexForSearch();
    }

    public long LegalEntityId { get; private set; }

    public long ClientId { get; private set; }

    public string Number { get; private set; } = "";

    public string Title { get; private set; } = "";

    public RequestOrigin Origin { get; private set; }

    public TicketStatus Status { get; private set; }

    /// <summary>Where it stands on the board of its team; that stage's kind is its status. Null: the team has no stages.</summary>
    public long? StageId { get; private set; }

    public RequestPriority Priority { get; private set; } = RequestPriority.Normal;

    public long? TeamId { get; private set; }

    /// <summary>Who answers it.</summary>
    public long? AssigneeId { get; private set; }

    /// <summary>The client's person who is answered; null: whoever opened it in the portal or by mail, else the billing manager.</summary>
    public long? ContactId { get; private set; }

    /// <summary>The job on which its time stands; null: that of the order, or the team's.</summary>
    public long? JobId { get; private set; }

    /// <summary>The order from whose hours its time is taken.</summary>
    public long? HoursPackId { get; private set; }

    /// <summary>Its time is taken from all orders of the client instead, first bought first used.</summary>
    public bool UsesOldestHours { get; private set; }

    /// <summary>The request that was made of it.</summary>
    public long? RequestId { get; private set; }

    /// <summary>The ticket that holds its conversation since they were merged.</summary>
    public long? MergedIntoId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Last answer or change of status.</summary>
    [NotAudited]
    public DateTime ChangedAt { get; private set; }

    [NotAudited]
    public DateTime? FirstAnswerDueAt { get; private set; }

    [NotAudited]
    public DateTime? FirstAnsweredAt { get; private set; }

    [NotAudited]
    public DateTime? SolutionDueAt { get; private set; }

    [NotAudited]
    public DateTime? SolvedAt { get; private set; }

    /// <summary>While it waits for the client, the clock of its solution stands still.</summary>
    [NotAudited]
    public DateTime? WaitingSince { get; private set; }

    /// <summary>Names the form it came from, so that it is made once; null for those of a mail.</summary>
    [NotAudited]
    public string? OnceKey { get; internal set; }

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    public bool IsOver => Status is TicketStatus.Solved or TicketStatus.Closed;

    public bool IsOverdue(DateTime now) => !IsOver && ((FirstAnsweredAt is null && FirstAnswerDueAt < now) || (WaitingSince is null && SolutionDueAt < now));

    /// <summary>What people write on its head.</summary>
    public sealed record Head(string Title, RequestPriority Priority, long? AssigneeId, long? ContactId, long? JobId, long? HoursPackId, bool UsesOldestHours);

    public Result Edit(Head head)
    {
        if (string.IsNullOrWhiteSpace(head.Title))
        {
            return Refusal.Invalid("Common.Required").On(nameof(Title));
        }

        (Title, Priority, AssigneeId, ContactId) = (head.Title.Trim(), head.Priority, head.AssigneeId, head.ContactId);
        (JobId, HoursPackId, UsesOldestHours) = (head.JobId, head.UsesOldestHours ? null : head.HoursPackId, head.UsesOldestHours);
        IndexForSearch();
        return Result.Done;
    }

    /// <summary>Null: nobody.</summary>
    public void AssignTo(long? userId) => AssigneeId = userId;

    /// <summary>A team takes it; what it promises counts from when the ticket came.</summary>
    public void GiveTo(HelpdeskTeam team, ServiceHours hours)
    {
        TeamId = team.Id;
        if (TicketStage.For(hours.Stages, Status) is { } stage)
        {
            (StageId, Status) = (stage.Id, stage.Status);
        }

        FirstAnswerDueAt = DueAt(team.FirstAnswerMinutes, TimeSpan.Zero, hours);
        SolutionDueAt = DueAt(team.SolutionMinutes, TimeSpan.Zero, hours);
    }

    /// <summary>
    /// Another team takes it over, in its stage of the same kind. What that one promises counts from when the ticket came, put off by as long as the clock of the solution
    /// stood still before. A promise that is missed already stays missed, and a first answer that was given stays as it was. An assignee who is none of its members goes.
    /// </summary>
    public void MoveToTeam(HelpdeskTeam team, ServiceHours hours, HelpdeskTeam? before, ServiceHours? hoursBefore, DateTime now)
    {
        if (FirstAnsweredAt is null && !(FirstAnswerDueAt < now))
        {
            FirstAnswerDueAt = DueAt(team.FirstAnswerMinutes, TimeSpan.Zero, hours);
        }

        if (!(SolutionDueAt < (WaitingSince ?? SolvedAt ?? now)))
        {
            var stood = hoursBefore is not null && SolutionDueAt is { } due && DueAt(before?.SolutionMinutes, TimeSpan.Zero, hoursBefore) is { } first
                ? ServiceClock.Between(first, due, hoursBefore)
                : TimeSpan.Zero;
            SolutionDueAt = DueAt(team.SolutionMinutes, stood, hours);
        }

        TeamId = team.Id;
        if (team.MemberIds.Count > 0 && AssigneeId is { } assignee && !team.MemberIds.Contains(assignee))
        {
            AssigneeId = null;
        }

        var stage = TicketStage.For(hours.Stages, Status);
        Stand(stage?.Status ?? Status, stage?.Id, hours, now);
    }

    private DateTime? DueAt(int? promised, TimeSpan stood, ServiceHours hours) =>
        promised is { } minutes ? ServiceClock.Add(CreatedAt, TimeSpan.FromMinutes(minutes) + stood, hours) : null;

    /// <summary>Its job was merged into another.</summary>
    public void MoveToJob(long jobId) => JobId = jobId;

    /// <summary>Null: whoever opened it in the portal or by mail, else the billing manager.</summary>
    public void AnswerTo(long? contactId) => ContactId = contactId;

    public void TakeHoursOf(long? packId) => HoursPackId = packId;

    /// <summary>Becomes so, in the stage of its team that is for it. Refused to where it is already, and to new.</summary>
    public Result MoveTo(TicketStatus status, ServiceHours? hours, DateTime now)
    {
        var stage = TicketStage.For(hours?.Stages ?? [], status);
        var kind = stage?.Status ?? status;
        return MergedIntoId is not null || kind == Status || kind == TicketStatus.New
            ? Refusal.NotNow("Helpdesk.NotFromThisStatus", Number)
            : Standing(kind, stage?.Id, hours, now);
    }

    /// <summary>Stands in a stage of its team. Refused where it stands already, and from another kind to new.</summary>
    public Result MoveTo(TicketStage stage, ServiceHours? hours, DateTime now) =>
        MergedIntoId is not null || stage.TeamId != TeamId || stage.Id == StageId || (stage.Status == TicketStatus.New && Status != TicketStatus.New)
            ? Refusal.NotNow("Helpdesk.NotFromThisStatus", Number)
            : Standing(stage.Status, stage.Id, hours, now);

    private Result Standing(TicketStatus status, long? stageId, ServiceHours? hours, DateTime now)
    {
        Stand(status, stageId, hours, now);
        return Result.Done;
    }

    private void Stand(TicketStatus status, long? stageId, ServiceHours? hours, DateTime now)
    {
        (StageId, ChangedAt) = (stageId, now);
        if (status == Status)
        {
            return;
        }

        // The clock of the solution stood while it waited for the client, and while it was done with. A promise that was missed before stays missed.
        if ((WaitingSince ?? (IsDone(status) ? null : SolvedAt)) is { } since && hours is not null && SolutionDueAt is { } due && due > since)
        {
            SolutionDueAt = ServiceClock.Add(now, ServiceClock.Between(since, due, hours), hours);
        }

        WaitingSince = status == TicketStatus.WaitingForClient ? now : null;
        SolvedAt = IsDone(status) ? SolvedAt ?? now : null;
        Status = status;
    }

    private static bool IsDone(TicketStatus status) => status is TicketStatus.Solved or TicketStatus.Closed;

    /// <summary>The client was answered.</summary>
    public void Answered(DateTime now)
    {
        FirstAnsweredAt ??= now;
        ChangedAt = now;
    }

    public void BecomeRequest(long requestId) => RequestId = requestId;

    /// <summary>The client wrote, or something came to it from another ticket.</summary>
    public void Heard(DateTime now) => ChangedAt = now;

    public void MergeInto(Ticket other, ServiceHours? hours, DateTime now)
    {
        var stage = TicketStage.For(hours?.Stages ?? [], TicketStatus.Closed);
        (MergedIntoId, Status, StageId) = (other.Id, stage?.Status ?? TicketStatus.Closed, stage?.Id);
        (SolvedAt, WaitingSince, ChangedAt) = (SolvedAt ?? now, null, now);
    }

    /// <summary>The ticket that it was merged into became part of another one itself.</summary>
    public void FollowTo(Ticket other) => MergedIntoId = other.Id;

    private void IndexForSearch() => SearchKey = Folding.Key(Number, Title);
}
