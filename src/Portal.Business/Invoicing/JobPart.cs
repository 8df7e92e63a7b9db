using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Invoicing;

/// <summary>A stage of the invoicing of a job: a percentage of what it orders, or an amount before tax or with its taxes.</summary>
/// <param name="Size">30 means 30 % or 30.00, by measure.</param>
public sealed record JobPart(StageMeasure Measure, decimal Size)
{
    /// <summary>
    /// Bills it on an invoice, of what is left of each line in proportion, as the stages of a quote with amounts are cut (<see cref="StageCut"/>): its lines add up to
    /// it, and none is billed beyond its net. More than what is left is refused; what it leaves is invoiced by the next one, or as the rest of the job.
    /// </summary>
    /// <param name="day">At whose rates an amount with its taxes is one.</param>
    internal List<Refusal> Fill(Invoice invoice, Job job, TaxTable taxes, DateOnly day)
    {
        if (Check() is { } invalid)
        {
            return [invalid.On(nameof(Size))];
        }

        var lines = job.Lines.Where(l => l.IsLeftToInvoice).OrderBy(l => l.Position).ToList();
        var (left, whole) = (lines.Sum(l => l.NetToInvoice), job.Lines.Sum(l => l.Net));
        if (left <= 0)
        {
            return [Refusal.NotNow("Invoicing.NothingLeftOfJob", job.Number).On(nameof(Size))];
        }

        List<LineToCut> open = [.. lines.Select(l => new LineToCut(l.NetToInvoice, l.QuantityToInvoice, taxes.Find(l.TaxCodeId)))];
        var stage = Measure == StageMeasure.Percent
            ? new ScheduleStage("", 0, StageTrigger.AtApproval, Measure: StageMeasure.Amount, Amount: Money.Round(whole * Size / 100))
            : new ScheduleStage("", 0, StageTrigger.AtApproval, Measure: Measure, Amount: Size);
        var most = Measure == StageMeasure.AmountWithTax ? TaxCalculation.Calculate([.. open.Select(l => (l.Net, l.Code))], day).Total : left;
        if (stage.Amount > most)
        {
            return [Refusal.Invalid("Invoicing.MoreThanLeftOfJob", job.Number, (most, job.Currency)).On(nameof(Size))];
        }

        var cut = StageCut.Of(open, [stage, new ScheduleStage("", 0, StageTrigger.AtApproval, Measure: StageMeasure.Rest)], day);
        foreach (var (line, part) in lines.Zip(cut.Part(0)))
        {
            LineShares.Bill(invoice, line, stage.Amount == most ? new LinePart(line.NetToInvoice, line.QuantityToInvoice) : part);
        }

        return invoice.Lines.Count > 0 ? [] : [Refusal.Invalid("Invoicing.PartTooSmall").On(nameof(Size))];
    }

    private Refusal? Check() => Measure switch
    {
        StageMeasure.Percent => Size is <= 0 or > 100 || decimal.Round(Size, Money.PercentDecimals) != Size ? Refusal.Invalid("Invoicing.DepositPercentOutOfRange") : null,
        StageMeasure.Amount or StageMeasure.AmountWithTax => Size <= 0 || Size > Money.LargestAmount || Money.Round(Size) != Size ? Refusal.Invalid("Invoicing.DepositAmountOutOfRange") : null,
        _ => Refusal.Invalid("Common.Required"),
    };
}
