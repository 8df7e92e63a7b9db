using Portal.Business.Interventions;

namespace Portal.Business.Timesheets;

/// <summary>
/// How worked time becomes billed time. What one person worked on one visit on one day is added up first (a pause costs the client
/// nothing), then rounded to the step, then lifted to the minimum.
/// </summary>
public static class TimeRounding
{
    /// <summary>Minutes to bill for minutes worked.</summary>
    public static int Round(int minutes, WorkRules rules)
    {
        if (minutes <= 0)
        {
            return 0;
        }

        var step = Math.Max(1, rules.RoundingMinutes);
        var steps = rules.RoundsUp ? (minutes + step - 1) / step : ((2 * minutes) + step) / (2 * step);
        return Math.Max(steps * step, rules.MinimumMinutes);
    }

    /// <summary>Minutes to bill for entries of one job: what all of a person, day and visit come to, less what was billed of the same.</summary>
    /// <param name="before">Entries of the job that are billed.</param>
    public static int ToBill(IEnumerable<TimeEntry> entries, IEnumerable<TimeEntry> before, WorkRules rules)
    {
        var billed = before.ToLookup(e => (e.UserId, e.Day, e.VisitId), e => e.Minutes ?? 0);
        return entries.GroupBy(e => (e.UserId, e.Day, e.VisitId)).Sum(g =>
            Math.Max(0, Round(billed[g.Key].Sum() + g.Sum(e => e.Minutes ?? 0), rules) - Round(billed[g.Key].Sum(), rules)));
    }

    /// <summary>Hours with four decimals, as a line carries them.</summary>
    public static decimal Hours(int minutes) => Math.Round(minutes / 60m, 4, MidpointRounding.AwayFromZero);
}
