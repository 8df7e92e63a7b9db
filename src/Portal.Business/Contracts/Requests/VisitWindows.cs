namespace Portal.Business.Contracts.Requests;

/// <summary>One visit that a contract line owes in a period of twelve months: wanted between two days of its month.</summary>
/// <param name="Number">0 for the first of the period.</param>
public sealed record VisitWindow(ContractLine Line, int Number, DateOnly From, DateOnly To);

/// <summary>
/// Spreads the visits of a year over the chosen months of a contract's period of twelve months: two in March and September give one in each,
/// four give two in each, one in several months goes into the first. Days before and after the line and days of rest are not wanted; a month
/// without any day left has no visit.
/// </summary>
public static class VisitWindows
{
    public static IReadOnlyList<VisitWindow> Of(Contract contract, ContractPeriod period) =>
        [.. contract.Lines.Where(l => l.Status == ContractLineStatus.Active && l.Visits.PerYear > 0).OrderBy(l => l.Position).SelectMany(l => Of(contract, period, l))];

    private static IEnumerable<VisitWindow> Of(Contract contract, ContractPeriod period, ContractLine line)
    {
        var first = new DateOnly(period.From.Year, period.From.Month, 1);
        var months = Enumerable.Range(0, 12).Select(first.AddMonths).Where(m => line.Visits.Months.Contains(m.Month)).ToList();
        for (var number = 0; months.Count > 0 && number < line.Visits.PerYear; number++)
        {
            var month = months[number * months.Count / line.Visits.PerYear];
            var from = Latest(month, period.From, line.StartsOn, contract.StartsOn);
            var to = Earliest(month.AddMonths(1).AddDays(-1), period.To, line.EndsOn, contract.LastDay);
            if (Awake(contract, from, to) is var (awakeFrom, awakeTo))
            {
                yield return new VisitWindow(line, number, awakeFrom, awakeTo);
            }
        }
    }

    /// <summary>From the first to the last day that is no day of rest; null where there is none.</summary>
    private static (DateOnly From, DateOnly To)? Awake(Contract contract, DateOnly from, DateOnly to)
    {
        bool Rests(DateOnly day) => contract.Pauses.Exists(p => p.From <= day && (p.To is null || day <= p.To));
        while (from <= to && Rests(from))
        {
            from = from.AddDays(1);
        }

        while (to >= from && Rests(to))
        {
            to = to.AddDays(-1);
        }

        return from <= to ? (from, to) : null;
    }

    private static DateOnly Latest(params DateOnly?[] days) => days.OfType<DateOnly>().Max();

    private static DateOnly Earliest(params DateOnly?[] days) => days.OfType<DateOnly>().Min();
}
