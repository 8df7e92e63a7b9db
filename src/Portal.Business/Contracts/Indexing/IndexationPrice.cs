namespace Portal.Business.Contracts.Indexing;

/// <summary>
/// The new price of a line. The same function makes the preview and the amendment. All arithmetic is decimal; the price is rounded once, half away
/// from zero, and never beyond cap or floor.
/// </summary>
public static class IndexationPrice
{
    private const int FactorDecimals = 10;

    /// <summary>What the price is multiplied by, before cap and floor; ten decimals.</summary>
    /// <param name="used">Of a formula: a value for every index that it names.</param>
    public static decimal Factor(IndexationRule rule, IReadOnlyList<UsedIndex> used)
    {
        var factor = rule.Mode switch
        {
            IndexationMode.Percentage => 1 + (rule.Percent / 100m),
            IndexationMode.Coefficients => 1 + rule.Terms.Sum(t => t.Weight),
            _ => rule.FixedPart + rule.Terms.Select((t, i) => t.Weight * used[i].Value / used[i].BaseValue).Sum(),
        };
        return Math.Round(factor, FactorDecimals, MidpointRounding.AwayFromZero);
    }

    /// <summary>
    /// Cap and floor are counted from the current price. Where no price of so few decimals lies between them, the one at the cap is taken with six.
    /// </summary>
    public static decimal Of(IndexationRule rule, decimal factor, decimal currentPrice, decimal basePrice)
    {
        var from = rule.On == IndexationBase.BasePrice && rule.Mode != IndexationMode.Coefficients ? basePrice : currentPrice;
        var exact = from * factor;
        if (currentPrice == 0)
        {
            return 0;
        }

        var highest = Bound(currentPrice, rule.CapPercent) ?? decimal.MaxValue;
        var lowest = Bound(currentPrice, rule.FloorPercent) ?? decimal.MinValue;
        if (currentPrice < 0)
        {
            (highest, lowest) = (Bound(currentPrice, rule.FloorPercent) ?? decimal.MaxValue, Bound(currentPrice, rule.CapPercent) ?? decimal.MinValue);
        }

        if (exact == currentPrice && exact <= highest && exact >= lowest)
        {
            return currentPrice;
        }

        var price = Math.Round(exact, rule.Decimals, MidpointRounding.AwayFromZero);
        if (price > highest)
        {
            price = Math.Round(highest, rule.Decimals, MidpointRounding.ToNegativeInfinity);
        }
        else if (price < lowest)
        {
            price = Math.Round(lowest, rule.Decimals, MidpointRounding.ToPositiveInfinity);
        }

        return price <= highest && price >= lowest
            ? price
            : Math.Round(Math.Clamp(exact, lowest, highest), Common.Money.UnitPriceDecimals, MidpointRounding.ToZero);
    }

    private static decimal? Bound(decimal price, decimal? percent) => percent is { } p ? price * (100m + p) / 100m : null;
}
