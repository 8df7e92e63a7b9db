using Portal.Business.Common;

namespace Portal.Business.Scheduling;

public enum RunOutcome
{
    Succeeded,

    /// <summary>The use case said no.</summary>
    Refused,

    /// <summary>A fault.</summary>
    Failed,

    /// <summary>The process ended during the run.</summary>
    Interrupted,
}

/// <summary>One run of scheduled work that did something or failed. Runs that found nothing to do only leave their time on <see cref="WorkState"/>.</summary>
public sealed class WorkRun : Entity
{
    public const int LongestError = 4000;

    private WorkRun()
    {
    }

    internal WorkRun(string work, DateTime startedAt, DateTime finishedAt, RunOutcome outcome, IReadOnlyList<WorkCount> counts, string error, string node, string startedBy, DateOnly? asOf)
    {
        Work = work;
        StartedAt = startedAt;
        FinishedAt = finishedAt;
        Outcome = outcome;
        Counts = counts;
        Error = error.Length > LongestError ? error[..LongestError] : error;
        Node = node;
        StartedBy = startedBy;
        AsOf = asOf;
    }

    public string Work { get; private set; } = "";

    public DateTime StartedAt { get; private set; }

    public DateTime FinishedAt { get; private set; }

    public RunOutcome Outcome { get; private set; }

    public IReadOnlyList<WorkCount> Counts { get; private set; } = [];

    public string Error { get; private set; } = "";

    public string Node { get; private set; } = "";

    /// <summary>Who pressed the button; the system's name for a run by schedule.</summary>
    public string StartedBy { get; private set; } = "";

    /// <summary>The day it pretended to be.</summary>
    public DateOnly? AsOf { get; private set; }
}

/// <summary>Where one work stands: who runs it now, when it last ran, whether a person has paused it.</summary>
public sealed class WorkState : Entity
{
    private WorkState()
    {
    }

    public WorkState(string work) => Work = work;

    public string Work { get; private set; } = "";

    public bool IsPaused { get; private set; }

    public string PausedBy { get; private set; } = "";

    /// <summary>Empty while it does not run.</summary>
    public string LeaseOwner { get; private set; } = "";

    public DateTime? LeasedUntil { get; private set; }

    public DateTime? LastStartedAt { get; private set; }

    public DateTime? LastFinishedAt { get; private set; }

    public RunOutcome? LastOutcome { get; private set; }

    public void Pause(ICurrentUser by) => (IsPaused, PausedBy) = (true, by.Name);

    public void Resume() => (IsPaused, PausedBy) = (false, "");
}
