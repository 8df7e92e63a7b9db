using Portal.Business.Common;
using Portal.Business.Invoicing;

namespace Portal.Business.Reminders;

/// <summary>Paid or credited on a day; below zero it is owed again (a cheque that bounced).</summary>
public sealed record SettledAmount(DateOnly On, decimal Amount);

/// <summary>Yearly interest from a day on, until the next; 12.15 means 12.15 %.</summary>
public sealed record YearlyRate(DateOnly From, decimal Percent);

/// <summary>Days, both included, on which the same amount was late at the same rate.</summary>
public sealed record InterestPeriod(DateOnly From, DateOnly To, decimal Amount, decimal Percent)
{
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <param name="Interest">Of all its periods, rounded once.</param>
public sealed record InstalmentInterest(DateOnly DueOn, decimal Amount, IReadOnlyList<InterestPeriod> Periods, decimal Interest);

/// <summary>
/// Simple interest on late payment: amount open × yearly rate × days ÷ 365, in leap years too, from the day after the due date
/// (France: article L. 441-10, II of the Code de commerce; Québec: the yearly rate agreed beforehand). Nothing is owed on interest.
/// </summary>
public static class LateInterest
{
    private const int DaysOfYear = 365;

    /// <summary>
    /// The interest of each instalment up to and including a day. What settles counts for the oldest instalment first, and an amount still
    /// bears interest on the day on which it is paid: what is paid 30 days late bears 30 days. Each instalment is rounded to cents once, over
    /// all its periods, half away from zero.
    /// </summary>
    /// <param name="instalments">In any order; amounts are not negative.</param>
    /// <param name="rates">In any order; before the first there is no interest.</param>
    public static IReadOnlyList<InstalmentInterest> Of(
        IReadOnlyCollection<DueAmount> instalments, IReadOnlyCollection<SettledAmount> settled, IReadOnlyCollection<YearlyRate> rates, DateOnly day)
    {
        var found = new List<InstalmentInterest>();
        var before = 0m;
        foreach (var part in instalments.OrderBy(i => i.DueOn))
        {
            var periods = Periods(part, before, settled, rates, day);
            found.Add(new InstalmentInterest(part.DueOn, part.Amount, periods, Money.Round(periods.Sum(p => p.Amount * p.Percent * p.Days) / (100m * DaysOfYear))));
            before += part.Amount;
        }

        return found;
    }

    /// <param name="before">What the instalments due before it take of what was settled.</param>
    private static List<InterestPeriod> Periods(
        DueAmount part, decimal before, IReadOnlyCollection<SettledAmount> settled, IReadOnlyCollection<YearlyRate> rates, DateOnly day)
    {
        var first = part.DueOn.AddDays(1);
        var starts = settled.Select(s => s.On.AddDays(1)).Concat(rates.Select(r => r.From)).Where(d => d > first && d <= day).Prepend(first).Distinct().Order().ToList();
        var periods = new List<InterestPeriod>();
        for (var i = 0; i < starts.Count && first <= day; i++)
        {
            var (from, to) = (starts[i], i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : day);
            var open = part.Amount - Math.Clamp(settled.Where(s => s.On < from).Sum(s => s.Amount) - before, 0, part.Amount);
            var percent = rates.Where(r => r.From <= from).MaxBy(r => r.From)?.Percent ?? 0;
            if (open <= 0 || percent <= 0)
            {
                continue;
            }

            if (periods.Count > 0 && periods[^1] is var last && last.To.AddDays(1) == from && (last.Amount, last.Percent) == (open, percent))
            {
                periods[^1] = last with { To = to };
            }
            else
            {
                periods.Add(new InterestPeriod(from, to, open, percent));
            }
        }

        return periods;
    }
}
