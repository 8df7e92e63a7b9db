using Portal.Business.Common;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk;

/// <summary>People who answer tickets, and how their time counts.</summary>
public sealed class HelpdeskTeam : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    public required string Name { get; set; }

    /// <summary>Answers come from here; empty: from the address of the company.</summary>
    public string Email { get; set; } = "";

    /// <summary>Time can be logged on tickets.</summary>
    public bool TracksTime { get; set; } = true;

    /// <summary>That time counts: against prepaid hours, or to be invoiced.</summary>
    public bool BillsTime { get; set; } = true;

    /// <summary>Where time goes on tickets that have neither job nor order.</summary>
    public long? DefaultJobId { get; set; }

    /// <summary>Each piece of time counts in steps of so many minutes.</summary>
    public int RoundingMinutes { get; set; } = 1;

    /// <summary>Each begun step counts; otherwise the nearest.</summary>
    public bool RoundsUp { get; set; } = true;

    /// <summary>Within so many minutes of its hours comes the first answer; null: nothing is promised.</summary>
    public int? FirstAnswerMinutes { get; set; }

    /// <summary>The same for the solution.</summary>
    public int? SolutionMinutes { get; set; }

    /// <summary>When it works; what it promises is counted in these hours.</summary>
    public WorkingWeek Week { get; set; } = WorkingWeek.Usual;

    public IReadOnlyList<long> MemberIds { get; set; } = [];

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }

    /// <summary>Minutes that count for minutes worked.</summary>
    public int Counted(int minutes)
    {
        var step = Math.Max(1, RoundingMinutes);
        return minutes <= 0 ? 0 : (RoundsUp ? (minutes + step - 1) / step : Math.Max(1, ((2 * minutes) + step) / (2 * step))) * step;
    }
}
