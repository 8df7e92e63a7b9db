using Portal.Business.Common;

namespace Portal.Business.Interventions;

/// <summary>How a company bills the time of its people, and what clients get of a visit.</summary>
public sealed class WorkRules : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    /// <summary>Billed time is a multiple of these minutes; 1 bills what was worked.</summary>
    public int RoundingMinutes { get; set; } = 15;

    /// <summary>To the next step; otherwise to the nearest, half a step up.</summary>
    public bool RoundsUp { get; set; }

    /// <summary>The least that is billed for a person on a visit on a day; zero: none.</summary>
    public int MinimumMinutes { get; set; }

    /// <summary>The product of which a unit is an hour of work; null: time is not billed.</summary>
    public long? HourProductId { get; set; }

    /// <summary>The report goes to the client by mail when a visit is finished, unless the technician says otherwise.</summary>
    public bool MailsReports { get; set; } = true;

    public int Version { get; private set; }

    /// <summary>Of a company that has said nothing.</summary>
    public static WorkRules Usual(long legalEntityId) => new() { LegalEntityId = legalEntityId };
}
