using Portal.Business.Common;

namespace Portal.Business.PrepaidHours;

public enum HoursMovementKind
{
    Bought,
    Used,

    /// <summary>By hand, with a reason.</summary>
    Corrected,

    /// <summary>Not used by the last day; above zero, counted back for time of a day before.</summary>
    Expired,

    /// <summary>From one pack to another of the same client.</summary>
    Moved,
}

/// <summary>
/// One entry of an account of prepaid hours. It is never changed nor deleted: what was wrong is set right by another. The unique
/// <see cref="Source"/> lets everything count once.
/// </summary>
public sealed class HoursMovement : Entity, IBelongsToClient
{
    public required long PackId { get; init; }

    public required long ClientId { get; init; }

    public required HoursMovementKind Kind { get; init; }

    /// <summary>Added to the balance; negative takes away.</summary>
    public required int Minutes { get; init; }

    /// <summary>In the legal entity's time zone.</summary>
    public required DateOnly On { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Who did it, as the account shows it.</summary>
    public string By { get; init; } = "";

    /// <summary>What for.</summary>
    public string Note { get; init; } = "";

    /// <summary>The time that was worked; it may have been deleted since.</summary>
    public long? TimeEntryId { get; init; }

    /// <summary>"line:12", "time:34:0:56" …: what it counts.</summary>
    public required string Source { get; init; }
}
