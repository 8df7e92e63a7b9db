namespace Portal.Business.Catalog;

/// <summary>What one unit of a product by the hour is.</summary>
public enum HoursUnit
{
    Hour,
    Day,
    Pack,
}

/// <summary>What happens to time for which no hours are left.</summary>
public enum HoursOverage
{
    /// <summary>The balance goes below zero.</summary>
    Allow,

    /// <summary>The time is refused.</summary>
    Block,

    /// <summary>What is over can be invoiced.</summary>
    Bill,
}

/// <summary>What an order of hours is invoiced by.</summary>
public enum HoursPolicy
{
    /// <summary>What was ordered, whatever is used.</summary>
    Ordered,

    /// <summary>The time that was worked, once it is approved, at the price of the order.</summary>
    Delivered,
}

/// <summary>A product is time: an approved order of it opens an account of hours, prepaid or, where it is billed as delivered, a budget.</summary>
/// <param name="HoursPerUnit">1 for a product sold by the hour; of a day or a pack as many as it holds.</param>
/// <param name="OverRate">Of an hour over, before tax; null: the price of the company's product for an hour of work.</param>
/// <param name="ValidMonths">From the day of the order; null: the hours do not expire.</param>
public sealed record SoldHours(HoursUnit Unit, decimal HoursPerUnit, HoursOverage Overage, decimal? OverRate = null, int? ValidMonths = null, HoursPolicy Policy = HoursPolicy.Ordered)
{
    /// <summary>Most hours in one unit.</summary>
    public const decimal MostPerUnit = 10_000m;

    public const int MostMonths = 120;

    private const decimal MostMinutes = 100_000_000m;

    /// <summary>Of an hour, from the price of a unit; six decimals.</summary>
    public decimal RateOf(decimal unitPrice) => Common.Money.RoundUnitPrice(HoursPerUnit == 0 ? unitPrice : unitPrice / HoursPerUnit);

    /// <summary>Whole minutes in so many units.</summary>
    public int MinutesOf(decimal quantity) =>
        (int)Math.Clamp(Math.Round(Math.Clamp(quantity, -MostMinutes, MostMinutes) * HoursPerUnit * 60, MidpointRounding.AwayFromZero), -MostMinutes, MostMinutes);
}
