using System.Globalization;

namespace Portal.Web.Interventions.Planning;

public enum PlanningView
{
    Day,
    Week,
    Month,
}

/// <summary>What the calendar shows; stands in the address.</summary>
/// <param name="Technician">Only this one's visits; null: of the team, or of everybody.</param>
public sealed record PlanningState(PlanningView View, DateOnly Date, long Company, long? Team, long? Technician)
{
    /// <summary>Monday.</summary>
    private DateOnly WeekStart => Date.AddDays(-(((int)Date.DayOfWeek + 6) % 7));

    public DateOnly First => View switch
    {
        PlanningView.Day => Date,
        PlanningView.Week => WeekStart,
        _ => (this with { Date = new DateOnly(Date.Year, Date.Month, 1) }).WeekStart,
    };

    /// <summary>The last day, in whole weeks for a month.</summary>
    public DateOnly Last => View switch
    {
        PlanningView.Day => Date,
        PlanningView.Week => First.AddDays(6),
        _ => (this with { Date = new DateOnly(Date.Year, Date.Month, 1).AddMonths(1).AddDays(-1) }).WeekStart.AddDays(6),
    };

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays);

    /// <summary>One technician's week has hours, a line for each day.</summary>
    public bool HasHours => View == PlanningView.Day || (View == PlanningView.Week && Technician is not null);

    public PlanningState Step(int by) => this with
    {
        Date = View switch { PlanningView.Day => Date.AddDays(by), PlanningView.Week => Date.AddDays(7 * by), _ => Date.AddMonths(by) },
    };

    public string Address => string.Create(CultureInfo.InvariantCulture, $"/planning?view={View.ToString().ToLowerInvariant()}&date={Date:yyyy-MM-dd}&company={Company}")
        + (Team is { } team ? $"&team={team}" : "") + (Technician is { } technician ? $"&technician={technician}" : "");
}
