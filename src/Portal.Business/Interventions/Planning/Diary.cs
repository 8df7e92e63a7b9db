namespace Portal.Business.Interventions.Planning;

public enum BusyKind
{
    Visit,
    Absence,

    /// <summary>A day on which the whole company is closed.</summary>
    Closed,
}

/// <summary>A span in which somebody can't take a visit. UTC.</summary>
/// <param name="Label">Number of the visit, or why they are away.</param>
public sealed record Busy(DateTime From, DateTime To, BusyKind Kind, string Label, long? VisitId = null);

/// <summary>What one technician has before them.</summary>
/// <param name="Zone">In which <paramref name="Week"/> is meant.</param>
public sealed record Diary(long UserId, string Name, WorkingWeek Week, TimeZoneInfo Zone, IReadOnlyList<Busy> Busy)
{
    /// <summary>Whether the visit begins and ends within working hours. A break between them does not count against it.</summary>
    public bool WorksAt(DateTime startsAt, DateTime endsAt) => IsWorking(startsAt, end: false) && IsWorking(endsAt, end: true);

    private bool IsWorking(DateTime utc, bool end)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, Zone);
        var time = local.TimeOfDay == TimeSpan.Zero && end ? TimeSpan.FromDays(1) : local.TimeOfDay;
        var day = local.TimeOfDay == TimeSpan.Zero && end ? local.AddDays(-1).DayOfWeek : local.DayOfWeek;
        return Week.Parts.Any(p => p.Day == day && (end ? time > p.From.ToTimeSpan() && time <= End(p) : time >= p.From.ToTimeSpan() && time < End(p)));
    }

    /// <summary>A part that ends at midnight ends with the day.</summary>
    internal static TimeSpan End(WorkingWeek.Part part) => part.To == TimeOnly.MinValue ? TimeSpan.FromDays(1) : part.To.ToTimeSpan();
}
