using Portal.Business.Catalog;

namespace Portal.Business.Quotes;

/// <summary>
/// What the invoices of a payment schedule come to, one by one: what a quote shows is what is invoiced. Each is calculated as the
/// invoice it becomes: tax once per rate on its own lines, at the rates of its day. Their sum may thus differ from the quote's total.
/// </summary>
public static class StagedTotals
{
    /// <param name="lines">Net amounts of the lines that count, each with its tax code.</param>
    /// <param name="approvedOn">The day from which the stages count: of the approval, or today while it is open.</param>
    public static IReadOnlyList<TaxedTotals> Of(
        IReadOnlyCollection<(decimal Net, TaxCode? Code)> lines, IReadOnlyList<ScheduleStage> stages, DateOnly approvedOn) =>
        [.. StageShare.Of(stages).Zip(stages, (share, stage) => TaxCalculation.Calculate(
            [.. lines.Select(l => (share.OfAmount(l.Net), l.Code))], stage.IssueOn(approvedOn)))];
}
