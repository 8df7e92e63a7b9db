using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Approvals;
using Portal.Business.JobFolders;
using Portal.Web.Kit;
using Portal.Web.Quotes;

namespace Portal.Web.Contracts;

/// <summary>Statuses, terms and events of contracts, as screens show them.</summary>
public static class ContractWords
{
    public static Status Of(ContractStatus status, IStringLocalizer<ContractsText> texts) => new(texts[$"ContractStatus.{status}"], status switch
    {
        ContractStatus.Active => Tone.Ok,
        ContractStatus.Paused => Tone.Waiting,
        ContractStatus.Cancelled => Tone.Refused,
        _ => Tone.Neutral,
    });

    public static Status Of(ContractLineStatus status, IStringLocalizer<ContractsText> texts) => new(texts[$"ContractLineStatus.{status}"], status switch
    {
        ContractLineStatus.Active => Tone.Ok,
        ContractLineStatus.Cancelled => Tone.Refused,
        _ => Tone.Neutral,
    });

    /// <summary>Null where no answer is waited for.</summary>
    public static Status? Of(ContractAnswerState answer, IStringLocalizer<ContractsText> texts) => answer == ContractAnswerState.None ? null
        : new(texts[$"ContractAnswerState.{answer}"], answer == ContractAnswerState.OutOfTime ? Tone.Warning : Tone.Waiting);

    /// <summary>"Monthly, in advance".</summary>
    public static string Billing(BillingFrequency frequency, BillingTiming timing, IStringLocalizer<ContractsText> texts)
    {
        var when = texts[frequency == BillingFrequency.PerVisit ? $"BillingTiming.Visit.{timing}" : $"BillingTiming.{timing}"].Value;
        return $"{texts[$"BillingFrequency.{frequency}"]}, {char.ToLower(when[0], System.Globalization.CultureInfo.CurrentCulture)}{when[1..]}";
    }

    public static IReadOnlyList<(T Value, string Text)> Options<T>(IStringLocalizer<ContractsText> texts)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => (v, texts[$"{typeof(T).Name}.{v}"].Value))];

    /// <summary>"after the visit of 2026-05-04"; null: nothing is known.</summary>
    public static string? Of(NextInvoice? next, IStringLocalizer<ContractsPages> texts) => next switch
    {
        null => null,
        { On: { } on } => Formats.Current.Date(on),
        { Basis: NextInvoiceBasis.VisitPlanned, VisitOn: { } day } => texts["AfterVisitOf", Formats.Current.Date(day)],
        { Basis: NextInvoiceBasis.VisitWanted, VisitOn: { } month } => texts["AfterVisitOf", Formats.Current.Month(month)],
        _ => texts["AfterNextVisit"],
    };

    /// <summary>"from 2026-05-01"; null: with the contract.</summary>
    public static string? Days(ContractLine line, IStringLocalizer<ContractsPages> texts) => (line.StartsOn, line.EndsOn) switch
    {
        (null, null) => null,
        ({ } from, null) => texts["FromDay", Formats.Current.Date(from)],
        (null, { } to) => texts["UntilDay", Formats.Current.Date(to)],
        ({ } from, { } to) => $"{Formats.Current.Date(from)} – {Formats.Current.Date(to)}",
    };

    /// <summary>"billed through 2026-05-31"; null: nothing is.</summary>
    public static string? Through(ContractLineView row, IStringLocalizer<ContractsPages> texts) =>
        row.BilledThrough is { } day ? texts[row.ThroughIsSkipped ? "LineSettledThrough" : "LineBilledThrough", Formats.Current.Date(day)].Value : null;

    public static string Month(int month) => System.Globalization.CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedMonthName(month);

    public static TimelineEvent Event(TimelineRow row) => row.Subject.Type == "Contract"
        ? new TimelineEvent(row.At, row.Who.Length == 0 ? null : row.Who, row.Text, Icons.Contract)
        : QuoteWords.Event(row);
}
