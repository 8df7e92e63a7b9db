namespace Portal.Business.Contracts;

/// <summary>The days around the end of a contract's period or term.</summary>
/// <param name="EndsOn">Its last day.</param>
/// <param name="Deadline">The last day for a notice of termination.</param>
public sealed record RenewalDates(DateOnly EndsOn, DateOnly Deadline)
{
    /// <summary>The day on which the task is raised and the client is told.</summary>
    public DateOnly RaiseOn(int leadDays) => Deadline.AddDays(-leadDays);

    /// <summary>
    /// Of a contract as it is on a day; null where it was terminated. An automatic one ends, for this purpose, with the period of twelve months
    /// that the day is in.
    /// </summary>
    /// <param name="startsOn">Of the term that goes on.</param>
    /// <param name="endedOn">Terminated with this day.</param>
    public static RenewalDates? Of(DateOnly startsOn, DateOnly? endsOn, bool automatic, DateOnly? endedOn, int noticeDays, DateOnly today)
    {
        if (endedOn is not null || (automatic ? EndOfYear(startsOn, today) : endsOn) is not { } end)
        {
            return null;
        }

        return new RenewalDates(end, end.AddDays(-noticeDays));
    }

    /// <summary>The last day of the twelve months, counted from the start, that a day is in.</summary>
    private static DateOnly EndOfYear(DateOnly startsOn, DateOnly day)
    {
        var year = Math.Max(1, day.Year - startsOn.Year);
        var end = startsOn.AddMonths(12 * year).AddDays(-1);
        return end >= day ? end : startsOn.AddMonths(12 * (year + 1)).AddDays(-1);
    }
}
