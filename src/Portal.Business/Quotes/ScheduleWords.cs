using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Quotes.Documents;

namespace Portal.Business.Quotes;

/// <summary>Says a payment schedule in words: "30 % at approval, 70 % on 2026-04-15", with the amount of each stage.</summary>
public sealed class ScheduleWords(IStringLocalizer<QuotesText> texts)
{
    public QuoteDocumentSchedule Describe(PaymentSchedule schedule, decimal total, string language)
    {
        using var scope = CultureScope.Of(language);
        var amounts = Money.Split(total, [.. schedule.Stages.Select(s => s.Percent)]);
        return new QuoteDocumentSchedule(
            schedule.Name.Length > 0 ? schedule.Name : Name(schedule.Stages, language),
            [.. schedule.Stages.Select((s, i) => new QuoteDocumentStage(Stage(s, language), s.Percent, amounts[i]))]);
    }

    private string Name(IReadOnlyList<ScheduleStage> stages, string language) => stages is [_]
        ? texts["Schedule.OneInvoice"]
        : string.Join(", ", stages.Select(s => Stage(s with { Label = "" }, language)));

    private string Stage(ScheduleStage stage, string language)
    {
        var formats = Formats.For(language);
        var percent = formats.Percent(stage.Percent);
        string when = stage.Trigger switch
        {
            StageTrigger.OnDate => texts["Schedule.OnDate", percent, formats.Date(stage.Date!.Value)],
            StageTrigger.DaysAfterApproval => texts["Schedule.DaysAfter", percent, stage.Days],
            _ => texts["Schedule.AtApproval", percent],
        };
        return stage.Label.Length > 0 ? $"{stage.Label} ({when})" : when;
    }
}
