namespace Portal.Business.Contracts;

public enum BillingFrequency
{
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,

    /// <summary>"À la prestation": what was visited is billed.</summary>
    PerVisit,
}

public enum BillingTiming
{
    /// <summary>"À échoir": at the start of the period. Per visit: on the day of the visit.</summary>
    InAdvance,

    /// <summary>"Échu": on the last day of the period. Per visit: on the last day of the period in which the visit was.</summary>
    InArrears,
}

public enum BillingAnchor
{
    /// <summary>Every period is counted from the start: from the 31st of January to the 28th of February, then to the 31st of March.</summary>
    Anniversary,

    /// <summary>Periods end with calendar months.</summary>
    Calendar,
}

public enum FirstPeriod
{
    /// <summary>A first period that is not a whole one costs as much as a whole one.</summary>
    FullPrice,

    /// <summary>It costs its days.</summary>
    ByTheDay,
}

/// <summary>Everything that decides the dates of a contract's invoices.</summary>
/// <param name="Start">The first day of the contract.</param>
/// <param name="End">The last day; null: it goes on.</param>
public sealed record BillingTerms(
    BillingFrequency Frequency, BillingTiming Timing, BillingAnchor Anchor, FirstPeriod First, DateOnly Start, DateOnly? End = null)
{
    /// <summary>Months of one period; a per-visit contract is settled by its years.</summary>
    public int Months => Frequency switch
    {
        BillingFrequency.Monthly => 1,
        BillingFrequency.Quarterly => 3,
        BillingFrequency.HalfYearly => 6,
        _ => 12,
    };

    /// <summary>Periods of one year: the annual amount is divided by it.</summary>
    public int PerYear => 12 / Months;

    /// <summary>
    /// How many whole periods the contract lasts, where it lasts a whole number of them: a last day that is the day before a day counted from the
    /// start. Null for a contract without end, or one that ends within a period.
    /// </summary>
    public int? WholePeriods
    {
        get
        {
            if (End is not { } end || end < Start)
            {
                return null;
            }

            var after = end.AddDays(1);
            var months = ((after.Year - Start.Year) * 12) + after.Month - Start.Month;
            return months > 0 && months % Months == 0 && Start.AddMonths(months) == after ? months / Months : null;
        }
    }
}
