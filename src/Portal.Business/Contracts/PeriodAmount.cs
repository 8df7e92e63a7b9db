using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>Where an amount comes from, for the explanation of an invoice line.</summary>
/// <param name="Amount">Before tax, rounded to cents, half away from zero.</param>
/// <param name="Annual">The annual amount that it is a part of.</param>
/// <param name="PerYear">What the annual amount was divided by.</param>
/// <param name="Days">Days that are paid, where it is paid by the day; null for a whole period.</param>
/// <param name="OfDays">Days of the whole period.</param>
/// <param name="DaysBefore">Days before the first whole period that are paid with it.</param>
/// <param name="Difference">Cents that this period takes so that the year comes to the annual amount; of a revision, what is billed already.</param>
/// <param name="Skipped">Of a revision: what was skipped, and is not billed by it either.</param>
public sealed record PeriodAmount(decimal Amount, decimal Annual, int PerYear, int? Days, int OfDays, int DaysBefore, decimal Difference, decimal Skipped = 0);

/// <summary>
/// What one line of a contract pays for one period. Each whole period pays annual amount ÷ periods of a year, rounded; the last
/// of each year takes what rounding left, so that a year comes to the annual amount to the cent.
/// </summary>
public static class PeriodAmounts
{
    /// <summary>The days of a line: it may begin after its contract and end before it, and rest in between.</summary>
    /// <param name="From">Its first day.</param>
    /// <param name="To">Its last day; null: as long as the contract.</param>
    /// <param name="FirstByTheDay">It took the place of another line within a period: it pays its days, whatever the contract says of a first period.</param>
    /// <param name="Pauses">Days for which nothing is paid; they do not overlap.</param>
    public sealed record Life(DateOnly From, DateOnly? To, bool FirstByTheDay, IReadOnlyList<Pause> Pauses);

    /// <summary>Null where nothing of the period is the line's: before it, after it, or all of it at rest.</summary>
    public static PeriodAmount? Of(BillingTerms terms, BillingPeriod period, decimal annual, Life life)
    {
        var from = Later(period.From, life.From);
        var to = life.To is { } end ? Earlier(period.To, end) : period.To;
        if (from > to)
        {
            return null;
        }

        var paused = life.Pauses.Sum(p => p.DaysWithin(from, to));
        var days = to.DayNumber - from.DayNumber + 1 - paused;
        if (days == 0)
        {
            return null;
        }

        var startsInside = from > period.From;
        if (paused == 0 && !startsInside && to == period.To && RestOfTheTerm(terms, period, annual) is { } rest)
        {
            return rest;
        }

        var isWhole = paused == 0 && to == period.To && (startsInside ? terms.First == FirstPeriod.FullPrice && !life.FirstByTheDay : period.IsWhole);
        return isWhole ? Whole(terms, period, annual, whole: !startsInside) : Part(terms, period, annual, from, to, life.Pauses);
    }

    /// <summary>What one whole period pays; the last of each year takes the difference.</summary>
    public static decimal Share(decimal annual, int perYear, int index) =>
        index % perYear == perYear - 1 ? annual - ((perYear - 1) * Money.Round(annual / perYear)) : Money.Round(annual / perYear);

    /// <summary>
    /// The last period of a term of whole periods whose first was paid by the day: it takes what is left of the term, so that the term
    /// comes to its whole periods to the cent.
    /// </summary>
    private static PeriodAmount? RestOfTheTerm(BillingTerms terms, BillingPeriod period, decimal annual)
    {
        if (terms.First != FirstPeriod.ByTheDay || period.To != terms.End || terms.WholePeriods is not { } count)
        {
            return null;
        }

        var first = BillingSchedule.Periods(terms).First();
        if (first.IsWhole)
        {
            return null;
        }

        var due = Money.Round(annual * count / terms.PerYear);
        var before = period.Index == 0 ? 0
            : Part(terms, first, annual, first.From, first.To, []).Amount + Enumerable.Range(1, period.Index - 1).Sum(i => Share(annual, terms.PerYear, i));
        var days = period.To.DayNumber - period.From.DayNumber + 1;
        return new PeriodAmount(due - before, annual, terms.PerYear, days, period.WholeDays, 0, 0);
    }

    private static PeriodAmount Whole(BillingTerms terms, BillingPeriod period, decimal annual, bool whole)
    {
        var perYear = terms.PerYear;
        var usual = Money.Round(annual / perYear);
        var (amount, difference) = (usual, 0m);
        if (whole)
        {
            amount = Share(annual, perYear, period.Index);
            difference = amount - usual;
        }

        return new PeriodAmount(amount, annual, perYear, null, period.WholeDays, 0, difference);
    }

    private static PeriodAmount Part(BillingTerms terms, BillingPeriod period, decimal annual, DateOnly from, DateOnly to, IReadOnlyList<Pause> pauses)
    {
        var perYear = terms.PerYear;
        if (period.IsWhole && terms.First == FirstPeriod.FullPrice)
        {
            // A period that costs a whole one, be it longer or shorter, is shared out over its own days.
            var (paid, of) = (Paid(from, to), period.To.DayNumber - period.From.DayNumber + 1);
            return new PeriodAmount(Money.Round(annual / perYear * paid / of), annual, perYear, paid, of, 0, 0);
        }

        var inside = Paid(Later(from, period.WholeFrom), to);
        var before = Paid(from, Earlier(to, period.WholeFrom.AddDays(-1)));
        var month = DateTime.DaysInMonth(period.From.Year, period.From.Month);
        var amount = (annual / perYear * inside / period.WholeDays) + (annual / 12 * before / month);
        return new PeriodAmount(Money.Round(amount), annual, perYear, inside, period.WholeDays, before, 0);

        int Paid(DateOnly first, DateOnly last) => first > last ? 0 : last.DayNumber - first.DayNumber + 1 - pauses.Sum(p => p.DaysWithin(first, last));
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}

/// <summary>Days for which a contract rests: nothing is billed for them, and no visit is planned.</summary>
/// <param name="To">The last day; null: until it is resumed.</param>
public sealed record Pause(DateOnly From, DateOnly? To)
{
    public int DaysWithin(DateOnly from, DateOnly to)
    {
        var first = From > from ? From : from;
        var last = To is { } end && end < to ? end : to;
        return last < first ? 0 : last.DayNumber - first.DayNumber + 1;
    }
}
