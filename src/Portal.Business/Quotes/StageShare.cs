using Portal.Business.Common;

namespace Portal.Business.Quotes;

/// <summary>
/// The part of a quote that one stage of its schedule bills, from one percentage of the whole to another. Parts are cut from the
/// running total, so the stages of a line add up to its net and its quantity exactly.
/// </summary>
public readonly record struct StageShare(decimal From, decimal To)
{
    public bool IsWhole => From == 0 && To == 100;

    public decimal Percent => To - From;

    public decimal OfAmount(decimal amount) => Money.Round(amount * To / 100) - Money.Round(amount * From / 100);

    public decimal OfQuantity(decimal quantity) => Money.RoundQuantity(quantity * To / 100) - Money.RoundQuantity(quantity * From / 100);

    /// <summary>What the lines of a stage's invoice bill: the last one bills the parts of the deposits too, which it deducts.</summary>
    public static IReadOnlyList<StageShare> Billed(IReadOnlyList<ScheduleStage> stages, int stage)
    {
        var shares = Of(stages);
        return stages[stage].IsDeposit ? []
            : stage < stages.Count - 1 ? [shares[stage]]
            : Joined([.. shares.Where((_, i) => i == stage || stages[i].IsDeposit)]);
    }

    /// <summary>Shares that follow each other are one.</summary>
    private static List<StageShare> Joined(IReadOnlyList<StageShare> shares)
    {
        var joined = new List<StageShare>();
        foreach (var share in shares)
        {
            if (joined.Count > 0 && joined[^1].To == share.From)
            {
                joined[^1] = joined[^1] with { To = share.To };
            }
            else
            {
                joined.Add(share);
            }
        }

        return joined;
    }

    /// <summary>The share of each stage, in their order.</summary>
    public static IReadOnlyList<StageShare> Of(IReadOnlyList<ScheduleStage> stages)
    {
        var shares = new StageShare[stages.Count];
        decimal from = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = new StageShare(from, from + stages[i].Percent);
            from = shares[i].To;
        }

        return shares;
    }
}
