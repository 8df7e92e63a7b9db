using Portal.Business.Companies;

namespace Portal.Business.Interventions.Planning;

/// <summary>
/// When a visit is, between the clock on the wall and the instants that are stored. The wall clock is that of the legal entity: a visit at
/// nine stays at nine over the change of clocks. How long it takes is time that passes, so work at night over the change ends an hour
/// earlier or later on the wall.
/// </summary>
public static class VisitTimes
{
    /// <summary>UTC. A time that the change of clocks skips is the first that exists; one that occurs twice is the first of the two.</summary>
    public static (DateTime StartsAt, DateTime EndsAt) Of(LegalEntity entity, DateOnly day, TimeOnly from, int minutes)
    {
        var start = entity.ToUtc(day, from);
        return (start, start.AddMinutes(minutes));
    }

    /// <summary>The day and time on the wall, and the minutes that pass.</summary>
    public static (DateOnly Day, TimeOnly From, int Minutes) Local(LegalEntity entity, DateTime startsAt, DateTime endsAt)
    {
        var local = entity.Local(startsAt);
        return (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), (int)Math.Round((endsAt - startsAt).TotalMinutes));
    }

    /// <summary>An arrival window around the start: the instants nearest to it at which the wall clock shows these times.</summary>
    public static (DateTime? From, DateTime? To) Window(LegalEntity entity, DateOnly day, TimeOnly? from, TimeOnly? to) =>
        (from is { } f ? entity.ToUtc(day, f) : null, to is { } t ? entity.ToUtc(day, t) : null);
}
