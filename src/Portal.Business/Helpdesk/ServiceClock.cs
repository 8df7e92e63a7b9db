using Portal.Business.Companies;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk;

/// <summary>Counts minutes in the hours of a team, in the time zone of its company.</summary>
public static class ServiceClock
{
    /// <summary>A promise is looked for in so many days; a week without hours has none.</summary>
    private const int MostDays = 730;

    /// <summary>The instant, UTC, at which so many minutes of the team's hours have passed; null where the week has no hours.</summary>
    public static DateTime? Add(DateTime from, int minutes, WorkingWeek week, LegalEntity entity)
    {
        var left = TimeSpan.FromMinutes(minutes);
        foreach (var (start, end) in Parts(from, week, entity))
        {
            if (end - start >= left)
            {
                return start + left;
            }

            left -= end - start;
        }

        return null;
    }

    /// <summary>Minutes of the team's hours between two instants; zero where the second comes first.</summary>
    public static int Between(DateTime from, DateTime to, WorkingWeek week, LegalEntity entity)
    {
        var sum = TimeSpan.Zero;
        foreach (var (start, end) in Parts(from, week, entity).TakeWhile(p => p.Start < to))
        {
            sum += (end < to ? end : to) - start;
        }

        return (int)sum.TotalMinutes;
    }

    private static IEnumerable<(DateTime Start, DateTime End)> Parts(DateTime from, WorkingWeek week, LegalEntity entity)
    {
        var first = entity.DayOf(from);
        for (var day = first; day < first.AddDays(MostDays); day = day.AddDays(1))
        {
            foreach (var part in week.Parts.Where(p => p.Day == day.DayOfWeek).OrderBy(p => p.From))
            {
                var (start, end) = (entity.ToUtc(day, part.From), entity.ToUtc(day, part.To));
                if (end > from)
                {
                    yield return (start < from ? from : start, end);
                }
            }
        }
    }
}
