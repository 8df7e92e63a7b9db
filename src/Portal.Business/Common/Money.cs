namespace Portal.Business.Common;

/// <summary>Arithmetic of amounts. Amounts have two decimals, quantities four, unit prices six.</summary>
public static class Money
{
    public const int AmountDecimals = 2;
    public const int QuantityDecimals = 4;
    public const int UnitPriceDecimals = 6;
    public const int PercentDecimals = 6;

    /// <summary>The largest amount a document line may reach; above it a typing error is likelier than a sale.</summary>
    public const decimal LargestAmount = 999_999_999.99m;

    /// <summary>Rounds to cents, half away from zero (9.625 gives 9.63).</summary>
    public static decimal Round(decimal amount) => Math.Round(amount, AmountDecimals, MidpointRounding.AwayFromZero);

    public static decimal RoundQuantity(decimal quantity) => Math.Round(quantity, QuantityDecimals, MidpointRounding.AwayFromZero);

    public static decimal RoundUnitPrice(decimal price) => Math.Round(price, UnitPriceDecimals, MidpointRounding.AwayFromZero);

    /// <summary>A percentage as it is stored: six decimals. Round it before a net is computed with it.</summary>
    public static decimal RoundPercent(decimal percent) => Math.Round(percent, PercentDecimals, MidpointRounding.AwayFromZero);

    /// <summary>Net of a line: quantity × unit price × (1 − discount), rounded once. <paramref name="discountPercent"/> 10 means 10 %.</summary>
    public static decimal LineNet(decimal quantity, decimal unitPrice, decimal discountPercent) =>
        Round(quantity * unitPrice * (100m - discountPercent) / 100m);

    /// <summary>
    /// Splits <paramref name="total"/> by <paramref name="weights"/> so that the parts add up to it to the cent: every part is
    /// rounded on the running sum, so the last part takes what rounding left.
    /// </summary>
    public static IReadOnlyList<decimal> Split(decimal total, IReadOnlyList<decimal> weights)
    {
        var sum = weights.Sum();
        if (sum <= 0)
        {
            throw new ArgumentException("The weights must add up to more than zero.", nameof(weights));
        }

        var parts = new decimal[weights.Count];
        decimal weightSoFar = 0, givenSoFar = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            weightSoFar += weights[i];
            parts[i] = Round(total * weightSoFar / sum) - givenSoFar;
            givenSoFar += parts[i];
        }

        return parts;
    }
}
