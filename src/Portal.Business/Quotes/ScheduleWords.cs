using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Quotes.Documents;

namespace Portal.Business.Quotes;

/// <summary>Says the payment schedules of a quote in words: "30% at approval, 70% on April 15, 2026", each stage with the amount of its invoice.</summary>
public sealed class ScheduleWords(IStringLocalizer<QuotesText> texts, TimeProvider clock)
{
    public IReadOnlyList<PublicSchedule> Describe(Quote quote, LegalEntity seller, TaxTable taxes, string language)
    {
        using var scope = CultureScope.Of(language);
        var today = seller.Today(clock);
        var approvedOn = quote.DecidedAt is { } at ? seller.DayOf(at) : today < quote.ValidUntil ? today : quote.ValidUntil;
        var lines = quote.StagedLines.Select(l => (l.Net, taxes.Find(l.TaxCodeId))).ToList();
        if (lines.Count == 0 && quote.CountedLines.Any())
        {
            // Whatever stages were written, none of them bills anything.
            return [new PublicSchedule(quote.Schedule.Id, texts["Schedule.OnlyDelivered"], [], texts["Schedule.OnlyDelivered.Note"])];
        }

        return [.. quote.Schedules.OrderBy(s => s.Position).Select(s => Describe(s, StagedTotals.Of(lines, s.Stages, approvedOn), quote, language))];
    }

    private PublicSchedule Describe(PaymentSchedule schedule, IReadOnlyList<TaxedTotals> totals, Quote quote, string language) => new(
        schedule.Id,
        schedule.Name.Length > 0 ? schedule.Name : Sentence(Name(schedule.Stages, quote.Currency, language)),
        [.. schedule.Stages.Select((s, i) => new QuoteDocumentStage(Sentence(Stage(s, quote.Currency, language)), s.Measure == StageMeasure.Percent ? s.Percent : null, totals[i].Total))],
        Note(totals.Sum(t => t.Total), quote, language));

    /// <summary>Why the invoices do not add up to the quote's total; empty where they do.</summary>
    private string Note(decimal invoices, Quote quote, string language)
    {
        var formats = Formats.For(language);
        if (quote.CountedLines.Any(l => l.BillsDelivered))
        {
            return texts["Schedule.Delivered"];
        }

        var more = invoices - quote.Total;
        return more == 0
            ? ""
            : texts[more > 0 ? "Schedule.More" : "Schedule.Less", formats.Amount(invoices, quote.Currency), formats.Amount(Math.Abs(more), quote.Currency)];
    }

    private string Name(IReadOnlyList<ScheduleStage> stages, string currency, string language) => stages is [_]
        ? texts["Schedule.OneInvoice"]
        : string.Join(", ", stages.Select(s => Stage(s with { Label = "" }, currency, language)));

    private string Stage(ScheduleStage stage, string currency, string language)
    {
        var formats = Formats.For(language);
        var size = Size(stage, currency, language);
        var part = stage.IsDeposit ? texts["Schedule.Deposit", size].Value : size;
        string when = stage.Trigger switch
        {
            StageTrigger.OnDate => texts["Schedule.OnDate", part, formats.LongDate(stage.Date!.Value)],
            StageTrigger.DaysAfterApproval when stage.Days > 0 => texts[stage.Days == 1 ? "Schedule.DayAfter" : "Schedule.DaysAfter", part, stage.Days],
            _ => texts["Schedule.AtApproval", part],
        };
        return stage.Label.Length > 0 ? $"{stage.Label} ({when})" : when;
    }

    /// <summary>What stands by itself begins with a capital: "Deposit of 30% at approval".</summary>
    private static string Sentence(string text) => text.Length == 0 ? text : string.Concat(char.ToUpper(text[0], CultureInfo.CurrentCulture).ToString(), text.AsSpan(1));

    /// <summary>"30%", "500.00 before tax", "the rest".</summary>
    private string Size(ScheduleStage stage, string currency, string language) => stage.Measure switch
    {
        StageMeasure.Percent => Formats.For(language).Percent(stage.Percent),
        StageMeasure.Rest => texts["Schedule.Rest"],
        _ => texts[$"Schedule.{stage.Measure}", Formats.For(language).Amount(stage.Amount, currency)],
    };
}
