using Portal.Business.Catalog;

namespace Portal.Business.Quotes;

/// <summary>
/// What the invoices of a payment schedule come to, one by one: what a quote shows is what is invoiced. Each is calculated as the
/// invoice it becomes: tax once per rate on its own lines, at the rates of its day; the last deducts the deposits at the rates of
/// theirs. Their sum may thus differ from the quote's total.
/// </summary>
public static class StagedTotals
{
    /// <param name="lines">Net amounts of the lines that count, each with its tax code.</param>
    /// <param name="approvedOn">The day from which the stages count: of the approval, or today while it is open.</param>
    public static IReadOnlyList<TaxedTotals> Of(
        IReadOnlyCollection<(decimal Net, TaxCode? Code)> lines, IReadOnlyList<ScheduleStage> stages, DateOnly approvedOn)
    {
        var (of, cut) = (lines.ToList(), StageCut.Of([.. lines.Select(l => new LineToCut(l.Net, 0, l.Code))], stages, approvedOn));
        IEnumerable<(decimal, TaxCode?, DateOnly)> Taxed(IEnumerable<LinePart> parts, int stage, int sign) =>
            parts.Zip(of, (part, line) => (sign * part.Net, line.Code, stages[stage].IssueOn(approvedOn)));
        return
        [
            .. stages.Select((stage, i) => TaxCalculation.Calculate(stage.IsDeposit
                ? [.. Taxed(cut.Part(i), i, 1)]
                : [
                    .. Taxed(cut.Billed(i), i, 1),
                    .. i < stages.Count - 1 ? [] : Enumerable.Range(0, i).Where(d => stages[d].IsDeposit).SelectMany(d => Taxed(cut.Part(d), d, -1)),
                ])),
        ];
    }

    /// <summary>Whether amounts of the schedule leave something for its rest, whatever options the client ticks. True where no stage is an amount.</summary>
    public static bool LeavesRest(IReadOnlyCollection<(decimal Net, TaxCode? Code)> lines, IReadOnlyList<ScheduleStage> stages, DateOnly approvedOn) =>
        stages.All(s => s.Measure is StageMeasure.Percent or StageMeasure.Rest)
        || StageCut.Of([.. lines.Select(l => new LineToCut(l.Net, 0, l.Code))], stages, approvedOn).Part(stages.Count - 1).Sum(p => p.Net) > 0;
}
