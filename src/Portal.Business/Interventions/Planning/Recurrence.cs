using Portal.Business.Common;

namespace Portal.Business.Interventions.Planning;

public enum RecurrenceUnit
{
    Day,
    Week,
    Month,
}

/// <summary>
/// How visits repeat, in days of the wall calendar: every so many days, weeks or months, until a day or a number of times. Months are
/// counted from the first day, so that the 31st gives the 28th of February and then the 31st of March.
/// </summary>
/// <param name="Every">1 or more.</param>
/// <param name="Days">Weeks only: on these days; empty: on the day of the first.</param>
/// <param name="Count">With the first one; null: until <paramref name="Until"/>.</param>
/// <param name="Until">The last day on which one may be.</param>
public sealed record Recurrence(RecurrenceUnit Unit, int Every, IReadOnlyList<DayOfWeek> Days, int? Count, DateOnly? Until)
{
    public const int MostTimes = 366;
    public const int LongestStep = 52;

    public IEnumerable<Refusal> Check(DateOnly first)
    {
        if (Every is < 1 or > LongestStep)
        {
            yield return Refusal.Invalid("Interventions.EveryOutOfRange", 1, LongestStep).On(nameof(Every));
        }

        if ((Count is null && Until is null) || Count is < 1 or > MostTimes)
        {
            yield return Refusal.Invalid("Interventions.TimesOutOfRange", 1, MostTimes).On(nameof(Count));
        }

        if (Until < first)
        {
            yield return Refusal.Invalid("Interventions.PeriodEndsBeforeItStarts").On(nameof(Until));
        }
    }

    /// <summary>The days, the first included, in their order; at most <see cref="MostTimes"/>.</summary>
    public IReadOnlyList<DateOnly> From(DateOnly first) =>
        [.. All(first).TakeWhile(day => Until is not { } last || day <= last).Take(Math.Min(Count ?? MostTimes, MostTimes))];

    private IEnumerable<DateOnly> All(DateOnly first)
    {
        for (var turn = 0; turn < MostTimes; turn++)
        {
            if (Unit != RecurrenceUnit.Week || Days.Count == 0)
            {
                yield return Step(first, turn * Every);
                continue;
            }

            var monday = first.AddDays(-Weekday(first.DayOfWeek)).AddDays(7 * Every * turn);
            foreach (var day in Days.Distinct().Select(d => monday.AddDays(Weekday(d))).Where(d => d >= first).Order())
            {
                yield return day;
            }
        }
    }

    private DateOnly Step(DateOnly first, int steps) => Unit switch
    {
        RecurrenceUnit.Day => first.AddDays(steps),
        RecurrenceUnit.Week => first.AddDays(7 * steps),
        _ => first.AddMonths(steps),
    };

    private static int Weekday(DayOfWeek day) => ((int)day + 6) % 7;
}
