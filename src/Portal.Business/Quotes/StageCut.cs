using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.Quotes;

/// <summary>A line to cut: its net and quantity, and what it is taxed with.</summary>
public readonly record struct LineToCut(decimal Net, decimal Quantity, TaxCode? Code);

/// <summary>What a stage bills of a line.</summary>
public readonly record struct LinePart(decimal Net, decimal Quantity)
{
    public static LinePart operator +(LinePart a, LinePart b) => new(a.Net + b.Net, a.Quantity + b.Quantity);
}

/// <summary>
/// Cuts the lines of a quote into the stages of its schedule: the stages of a line add up to its net and its quantity exactly. Where every
/// stage is a percentage, each line is cut by itself (<see cref="StageShare"/>). Where one is an amount, each stage takes its amount
/// from what the stages before it left, in proportion to what is left of each line, on the running total of the lines: the lines of a stage add up to
/// its amount, none is billed beyond its net, and the rest takes what remains.
/// </summary>
public sealed class StageCut
{
    private readonly IReadOnlyList<ScheduleStage> stages;
    private readonly LinePart[][] parts;

    private StageCut(IReadOnlyList<ScheduleStage> stages, LinePart[][] parts) => (this.stages, this.parts) = (stages, parts);

    /// <param name="approvedOn">The day from which the stages count: an amount with its taxes is one at the rates of the stage's day.</param>
    public static StageCut Of(IReadOnlyList<LineToCut> lines, IReadOnlyList<ScheduleStage> stages, DateOnly approvedOn)
    {
        if (stages.All(s => s.Measure is StageMeasure.Percent or StageMeasure.Rest))
        {
            return new StageCut(stages, [.. StageShare.Of(stages).Select(share => lines.Select(l => new LinePart(share.OfAmount(l.Net), share.OfQuantity(l.Quantity))).ToArray())]);
        }

        var whole = lines.Sum(l => l.Net);
        var left = lines.Select(l => l.Net).ToArray();
        var parts = new LinePart[stages.Count][];
        var billed = new decimal[lines.Count];
        for (var stage = 0; stage < stages.Count; stage++)
        {
            var nets = stage == stages.Count - 1 ? [.. left] : Take(left, NetOf(stages[stage], lines, left, whole, approvedOn));
            left = [.. left.Zip(nets, (l, n) => l - n)];
            var done = whole == 0 ? 1 : (whole - left.Sum()) / whole;
            parts[stage] = new LinePart[lines.Count];
            for (var i = 0; i < lines.Count; i++)
            {
                var (net, quantity) = (lines[i].Net, lines[i].Quantity);
                var upTo = stage == stages.Count - 1 ? quantity : Money.RoundQuantity(quantity * (net == 0 ? done : (net - left[i]) / net));
                upTo = left[i] != 0 ? StageShare.LessThanAll(upTo, quantity) : upTo;
                parts[stage][i] = new LinePart(nets[i], upTo - billed[i]);
                billed[i] = upTo;
            }
        }

        return new StageCut(stages, parts);
    }

    /// <summary>The part of a stage itself, line by line: of a deposit, what it asks.</summary>
    public IReadOnlyList<LinePart> Part(int stage) => parts[stage];

    /// <summary>What the lines of a stage's invoice bill: the last one bills the parts of the deposits too, which it deducts. A deposit bills none.</summary>
    public IReadOnlyList<LinePart> Billed(int stage) =>
        stages[stage].IsDeposit ? [.. parts[stage].Select(_ => default(LinePart))]
        : stage < stages.Count - 1 ? parts[stage]
        : [.. parts[stage].Select((own, line) => Enumerable.Range(0, stage).Where(d => stages[d].IsDeposit).Aggregate(own, (sum, d) => sum + parts[d][line]))];

    /// <summary>What a stage takes of what is left, before tax: never more than that.</summary>
    private static decimal NetOf(ScheduleStage stage, IReadOnlyList<LineToCut> lines, decimal[] left, decimal whole, DateOnly approvedOn)
    {
        var most = Math.Max(0, left.Sum());
        var wanted = stage.Measure switch
        {
            StageMeasure.Percent => Money.Round(whole * stage.Percent / 100),
            StageMeasure.AmountWithTax when most > 0 => GrossAmount.NetOf(
                stage.Amount, net => TaxCalculation.Calculate([.. Take(left, net).Zip(lines, (part, line) => (part, line.Code))], stage.IssueOn(approvedOn)).Total),
            _ => stage.Amount,
        };
        return Math.Min(wanted, most);
    }

    /// <summary>
    /// An amount over the lines, on their running total. Rounded up at half a cent on either side of zero, so that a whole number of cents more moves
    /// each cut by just that: a part is between nothing and its line.
    /// </summary>
    private static decimal[] Take(decimal[] left, decimal amount)
    {
        var whole = left.Sum();
        var taken = new decimal[left.Length];
        if (whole <= 0)
        {
            return taken;
        }

        decimal soFar = 0, given = 0;
        for (var i = 0; i < left.Length; i++)
        {
            soFar += left[i];
            var upTo = Math.Floor((soFar * amount / whole * 100) + 0.5m) / 100;
            taken[i] = upTo - given;
            given = upTo;
        }

        return taken;
    }
}
