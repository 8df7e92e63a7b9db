using Portal.Business.Common;

namespace Portal.Business.PrepaidHours;

public enum HoursAlertKind
{
    /// <summary>Less than a fifth of what was bought is left.</summary>
    Low,

    /// <summary>Nothing is left, or less than nothing.</summary>
    UsedUp,

    /// <summary>The last day is near, and hours are left.</summary>
    Expiring,
}

/// <summary>Staff and the client were told about an account: once for each kind, which a unique index says. A new last day tells of it anew.</summary>
public sealed class HoursAlert : Entity, IBelongsToClient
{
    /// <summary>Of what was bought: one fifth.</summary>
    public const int LowPart = 5;

    /// <summary>Before the last day.</summary>
    public const int ExpiringDays = 30;

    public required long PackId { get; init; }

    public required long ClientId { get; init; }

    public required HoursAlertKind Kind { get; init; }

    /// <summary>The last day of which it warned; the first of all days for those of the balance.</summary>
    public required DateOnly ExpiresOn { get; init; }

    /// <summary>Left when it was written.</summary>
    public required int Minutes { get; init; }

    public required DateTime At { get; init; }

    /// <summary>What there is to tell of an account; null where all is well, or nothing can be used any more.</summary>
    public static HoursAlertKind? Of(int left, int bought, DateOnly? expiresOn, DateOnly today) =>
        expiresOn < today ? null
        : left <= 0 ? HoursAlertKind.UsedUp
        : left < bought / LowPart ? HoursAlertKind.Low
        : expiresOn <= today.AddDays(ExpiringDays) ? HoursAlertKind.Expiring
        : null;
}
