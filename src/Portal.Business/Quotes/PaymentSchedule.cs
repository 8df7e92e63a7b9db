using Portal.Business.Common;

namespace Portal.Business.Quotes;

public enum StageTrigger
{
    AtApproval,
    OnDate,
    DaysAfterApproval,
}

/// <summary>How it is said what a stage bills.</summary>
public enum StageMeasure
{
    Percent,

    /// <summary>An amount before tax.</summary>
    Amount,

    /// <summary>An amount with its taxes, at the rates of the stage's day.</summary>
    AmountWithTax,

    /// <summary>What the stages before it leave.</summary>
    Rest,
}

/// <summary>One invoice of a schedule: a part of the price and when it is issued.</summary>
/// <param name="Percent">Of the whole price; where every stage is one, they add up to 100.</param>
/// <param name="Date">For <see cref="StageTrigger.OnDate"/>.</param>
/// <param name="Days">For <see cref="StageTrigger.DaysAfterApproval"/>.</param>
/// <param name="IsDeposit">Its invoice is a deposit: it bills no lines, and the last stage bills its part and deducts it.</param>
/// <param name="Amount">For the measures that are amounts, in the currency of the quote.</param>
public sealed record ScheduleStage(
    string Label, decimal Percent, StageTrigger Trigger, DateOnly? Date = null, int Days = 0, bool IsDeposit = false,
    StageMeasure Measure = StageMeasure.Percent, decimal Amount = 0)
{
    /// <summary>The day it is issued; a date that has passed by the approval becomes the day of the approval.</summary>
    public DateOnly IssueOn(DateOnly approved) => Trigger switch
    {
        StageTrigger.OnDate => Date is { } date && date > approved ? date : approved,
        StageTrigger.DaysAfterApproval => approved.AddDays(Days),
        _ => approved,
    };
}

/// <summary>How an approved quote is invoiced: one invoice, deposit and balance, or stages.</summary>
public sealed class PaymentSchedule : Entity
{
    public const int MostStages = 60;
    public const int LongestLabel = 100;

    private PaymentSchedule()
    {
    }

    public PaymentSchedule(string name, IReadOnlyList<ScheduleStage> stages)
    {
        Name = name;
        Stages = stages;
    }

    public long QuoteId { get; init; }

    public int Position { get; set; }

    /// <summary>Empty for the plain single invoice.</summary>
    public string Name { get; private set; } = "";

    public IReadOnlyList<ScheduleStage> Stages { get; private set; } = [];

    public static PaymentSchedule OneInvoice() => new("", [new ScheduleStage("", 100, StageTrigger.AtApproval)]) { Position = 1 };

    public PaymentSchedule Copy() => new(Name, Stages) { Position = Position };

    public void Change(string name, IReadOnlyList<ScheduleStage> stages)
    {
        Name = name;
        Stages = stages;
    }

    public Result Check()
    {
        if (CheckMeasures() is { } refusal)
        {
            return refusal;
        }

        if (Stages.Count > MostStages)
        {
            return Refusal.Invalid("Quotes.TooManyStages", MostStages);
        }

        if (Stages.Any(s => s.Label.Length > LongestLabel))
        {
            return Refusal.Invalid("Quotes.StageLabelTooLong", LongestLabel);
        }

        if (Stages.Any(s => s.Trigger == StageTrigger.OnDate && s.Date is null))
        {
            return Refusal.Invalid("Quotes.StageWithoutDate");
        }

        if (Stages[^1].IsDeposit)
        {
            return Refusal.Invalid("Quotes.LastStageIsDeposit");
        }

        return Stages.Any(s => s.Days is < 0 or > 3660) ? Refusal.Invalid("Quotes.StageDaysOutOfRange") : Result.Done;
    }

    private Refusal? CheckMeasures()
    {
        var percent = Stages.Where(s => s.Measure == StageMeasure.Percent).ToList();
        if (Stages.SkipLast(1).Any(s => s.Measure == StageMeasure.Rest))
        {
            return Refusal.Invalid("Quotes.RestIsNotLast");
        }

        if (Stages.Any(s => s.Measure is StageMeasure.Amount or StageMeasure.AmountWithTax && (s.Amount is <= 0 or > Money.LargestAmount || Money.Round(s.Amount) != s.Amount)))
        {
            return Refusal.Invalid("Quotes.StageAmountOutOfRange");
        }

        if (Stages is not [.., { Measure: StageMeasure.Rest }])
        {
            return percent.Count < Stages.Count ? Refusal.Invalid("Quotes.AmountsWithoutRest")
                : percent.Count == 0 || percent.Exists(s => s.Percent <= 0) || percent.Sum(s => s.Percent) != 100 ? Refusal.Invalid("Quotes.StagesNotHundred", percent.Sum(s => s.Percent))
                : null;
        }

        return percent.Exists(s => s.Percent <= 0) || percent.Sum(s => s.Percent) >= 100 ? Refusal.Invalid("Quotes.StagesLeaveNothing") : null;
    }
}
