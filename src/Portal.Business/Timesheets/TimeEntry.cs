using Portal.Business.Common;

namespace Portal.Business.Timesheets;

public enum TimeEntryState
{
    /// <summary>Can be changed by the one who worked.</summary>
    Open,
    Approved,
}

/// <summary>Time that somebody worked, on a job and perhaps on one of its visits.</summary>
public sealed class TimeEntry : Entity, IVersioned, IAudited, IBelongsToClient
{
    public required long LegalEntityId { get; init; }

    public required long ClientId { get; init; }

    public required long JobId { get; set; }

    public long? VisitId { get; init; }

    /// <summary>Who worked.</summary>
    public required long UserId { get; init; }

    /// <summary>In the legal entity's time zone.</summary>
    public required DateOnly Day { get; set; }

    /// <summary>When a timer was started, UTC; null: entered by hand.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>Null: the timer runs.</summary>
    public int? Minutes { get; set; }

    public string Note { get; set; } = "";

    /// <summary>May be invoiced.</summary>
    public bool IsBillable { get; set; } = true;

    /// <summary>Of an hour, before tax, when it was worked.</summary>
    public decimal HourlyCost { get; set; }

    /// <summary>The ordered line of the job through which it is invoiced.</summary>
    public long? JobLineId { get; set; }

    public TimeEntryState State { get; private set; }

    public long? ApprovedById { get; private set; }

    public DateTime? ApprovedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsRunning => Minutes is null;

    /// <summary>What it cost, to the cent.</summary>
    public decimal Cost => Money.Round((Minutes ?? 0) * HourlyCost / 60m);

    public Result Approve(long? userId, DateTime now)
    {
        if (IsRunning || State == TimeEntryState.Approved)
        {
            return Refusal.NotNow(IsRunning ? "Timesheets.TimerRuns" : "Timesheets.Approved");
        }

        (State, ApprovedById, ApprovedAt) = (TimeEntryState.Approved, userId, now);
        return Result.Done;
    }

    public Result TakeApprovalBack()
    {
        if (State != TimeEntryState.Approved || JobLineId is not null)
        {
            return Refusal.NotNow(JobLineId is not null ? "Timesheets.Invoiced" : "Timesheets.NotApproved");
        }

        (State, ApprovedById, ApprovedAt) = (TimeEntryState.Open, null, null);
        return Result.Done;
    }
}
