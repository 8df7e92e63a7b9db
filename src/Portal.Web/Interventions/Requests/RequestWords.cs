using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Web.Kit;

namespace Portal.Web.Interventions.Requests;

/// <summary>States of requests, visits and lines, as screens show them.</summary>
public static class RequestWords
{
    public static Status Of(RequestStatus status, IStringLocalizer<InterventionsText> texts) => new(texts[$"RequestStatus.{status}"], status switch
    {
        RequestStatus.ToPlan or RequestStatus.PartlyPlanned => Tone.Warning,
        RequestStatus.Planned or RequestStatus.InProgress => Tone.Waiting,
        RequestStatus.Done => Tone.Ok,
        RequestStatus.Cancelled => Tone.Refused,
        _ => Tone.Neutral,
    });

    public static Status Of(VisitStatus status, IStringLocalizer<InterventionsText> texts) => new(texts[$"VisitStatus.{status}"], status switch
    {
        VisitStatus.Confirmed or VisitStatus.InProgress => Tone.Waiting,
        VisitStatus.Done => Tone.Ok,
        VisitStatus.Unfinished or VisitStatus.Postponed => Tone.Warning,
        VisitStatus.Cancelled => Tone.Refused,
        _ => Tone.Neutral,
    });

    public static Status Of(RequestPriority priority, IStringLocalizer<InterventionsText> texts) => new(texts[$"RequestPriority.{priority}"], priority switch
    {
        RequestPriority.Urgent => Tone.Refused,
        RequestPriority.High => Tone.Warning,
        _ => Tone.Neutral,
    });

    /// <summary>"2026-03-02 – 2026-03-06", "from 2026-03-02", "by 2026-03-06"; empty without a wish.</summary>
    public static string Period(DateOnly? from, DateOnly? to, IStringLocalizer<InterventionsPages> t) => (from, to) switch
    {
        ({ } first, { } last) when first == last => Formats.Current.Date(first),
        ({ } first, { } last) => $"{Formats.Current.Date(first)} – {Formats.Current.Date(last)}",
        ({ } first, null) => t["FromDay", Formats.Current.Date(first)],
        (null, { } last) => t["ByDay", Formats.Current.Date(last)],
        _ => "",
    };

    /// <summary>"1 h 30".</summary>
    public static string Duration(int minutes, IStringLocalizer<InterventionsPages> t) =>
        minutes < 60 ? t["Minutes", minutes] : minutes % 60 == 0 ? t["Hours", minutes / 60] : t["HoursMinutes", minutes / 60, (minutes % 60).ToString("00", System.Globalization.CultureInfo.InvariantCulture)];
}
