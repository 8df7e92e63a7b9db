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
        var shares = StageShare.Of(stages);
        IEnumerable<(decimal, TaxCode?, DateOnly)> Part(StageShare share, int stage, int sign) =>
            lines.Select(l => (sign * share.OfAmount(l.Net), l.Code, stages[stage].IssueOn(approvedOn)));
        return
        [
            .. stages.Select((stage, i) => TaxCalculation.Calculate(stage.IsDeposit
                ? [.. Part(shares[i], i, 1)]
                : [
                    .. StageShare.Billed(stages, i).SelectMany(share => Part(share, i, 1)),
                    .. i < stages.Count - 1 ? [] : Enumerable.Range(0, i).Where(d => stages[d].IsDeposit).SelectMany(d => Part(shares[d], d, -1)),
                ])),
        ];
    }
}
