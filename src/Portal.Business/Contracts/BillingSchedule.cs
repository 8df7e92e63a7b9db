namespace Portal.Business.Contracts;

/// <summary>
/// The periods of a contract. The preview and the billing run both read them here, so that what is announced is what is billed.
/// Periods follow one another without gap or overlap from the first day to the last.
/// </summary>
public static class BillingSchedule
{
    /// <summary>All periods in order; without end for a contract without end, so take as many as are needed.</summary>
    public static IEnumerable<BillingPeriod> Periods(BillingTerms terms)
    {
        if (terms.End < terms.Start)
        {
            yield break;
        }

        // By the day, the days after the last whole period are a period of their own.
        var whole = terms.First == FirstPeriod.FullPrice ? terms.WholePeriods : null;
        for (var index = 0; ; index++)
        {
            var natural = Natural(terms, index);
            if (natural.From > terms.End || natural.From.Year > DateOnly.MaxValue.Year - 3)
            {
                yield break;
            }

            var isLast = whole is { } count ? index == count - 1 : natural.To >= terms.End;
            if (!isLast)
            {
                yield return natural;
                continue;
            }

            yield return Last(terms, natural, whole is not null);
            yield break;
        }
    }

    /// <summary>The period that a day is in; null before the first day and after the last.</summary>
    public static BillingPeriod? At(BillingTerms terms, DateOnly day) =>
        day < terms.Start || day > terms.End ? null : Periods(terms).SkipWhile(p => p.To < day).FirstOrDefault();

    /// <summary>As if the contract had no end.</summary>
    private static BillingPeriod Natural(BillingTerms terms, int index)
    {
        var months = terms.Months;
        if (terms.Anchor == BillingAnchor.Anniversary)
        {
            var start = terms.Start.AddMonths(index * months);
            var end = terms.Start.AddMonths((index + 1) * months).AddDays(-1);
            return Of(start, end, start);
        }

        // In arrears the month of the start counts as the first; in advance the first whole month does, and takes the days before it.
        var startsOnFirst = terms.Start.Day == 1;
        var origin = new DateOnly(terms.Start.Year, terms.Start.Month, 1).AddMonths(terms.Timing == BillingTiming.InAdvance && !startsOnFirst ? 1 : 0);
        var wholeFrom = origin.AddMonths(index * months);
        return Of(index == 0 ? terms.Start : wholeFrom, origin.AddMonths((index + 1) * months).AddDays(-1), wholeFrom);

        BillingPeriod Of(DateOnly from, DateOnly to, DateOnly whole) => new(
            index, from, to, terms.Timing == BillingTiming.InAdvance ? whole : to, whole, to, from == whole || terms.First == FirstPeriod.FullPrice);
    }

    /// <summary>
    /// The last period ends with the contract. At full price, a contract of a whole number of periods pays that number: its last one is a whole
    /// one, be it longer or shorter than the others (it makes up for the first). Any other pays the days of its last.
    /// </summary>
    private static BillingPeriod Last(BillingTerms terms, BillingPeriod natural, bool ofWholePeriods)
    {
        var end = terms.End!.Value;
        var last = natural with
        {
            To = end,
            InvoiceOn = terms.Timing == BillingTiming.InArrears ? end : natural.InvoiceOn <= end ? natural.InvoiceOn : terms.Start,
        };
        return ofWholePeriods || end == natural.WholeTo ? last : last with { IsWhole = false };
    }
}
