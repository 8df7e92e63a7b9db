using Portal.Business.Common;

namespace Portal.Business.Quotes;

/// <summary>
/// The part of a quote that one stage of its schedule bills, from one percentage of the whole to another. Parts are cut from the
/// running total, so the stages of a line add up to its net and its quantity exactly.
/// </summary>
public readonly record struct StageShare(decimal From, decimal To)
{
    private const decimal SmallestQuantity = 0.0001m;

    public decimal OfAmount(decimal amount) => Money.Round(amount * To / 100) - Money.Round(amount * From / 100);

    public decimal OfQuantity(decimal quantity) => UpTo(quantity, To) - UpTo(quantity, From);

    /// <summary>Rounding never bills all of a quantity while some of its amount is left: what is left is known by its quantity.</summary>
    internal static decimal LessThanAll(decimal part, decimal quantity) => part == quantity ? quantity - (Math.Sign(quantity) * SmallestQuantity) : part;

    private static decimal UpTo(decimal quantity, decimal percent) =>
        Money.RoundQuantity(quantity * percent / 100) is var part && percent < 100 ? LessThanAll(part, quantity) : part;

    /// <summary>The share of each stage, in their order; the rest takes what the others leave of 100 %.</summary>
    public static IReadOnlyList<StageShare> Of(IReadOnlyList<ScheduleStage> stages)
    {
        var shares = new StageShare[stages.Count];
        decimal from = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = new StageShare(from, stages[i].Measure == StageMeasure.Rest ? 100 : from + stages[i].Percent);
            from = shares[i].To;
        }

        return shares;
    }
}
