using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Web.Kit;

namespace Portal.Web.Interventions.Planning;

/// <summary>How the calendar says times, statuses and conflicts.</summary>
public static class PlanningWords
{
    public static string Time(DateTime local) => Formats.Current.Time(TimeOnly.FromDateTime(local));

    public static string Conflicts(IEnumerable<VisitConflict> conflicts, IStringLocalizer<PlanningPages> t) =>
        string.Join(" · ", conflicts.Select(c => t[$"Conflict.{c.Kind}", c.Person, c.Detail].Value));

    /// <summary>That the client is told; of whom nobody has an address, that they are not.</summary>
    public static void Say(VisitsTold told, Toasts toasts, IStringLocalizer<PlanningPages> t)
    {
        if (told.Messages > 0)
        {
            toasts.Say(t["ClientTold"]);
        }

        if (told.Unreached.Count > 0)
        {
            toasts.Say(t["NotTold", string.Join(", ", told.Unreached)], Tone.Warning);
        }
    }

    public static Status Of(VisitStatus status, IStringLocalizer<InterventionsText> texts) => new(texts[$"VisitStatus.{status}"], status switch
    {
        VisitStatus.Confirmed => Tone.Ok,
        VisitStatus.InProgress => Tone.Waiting,
        VisitStatus.Done => Tone.Ok,
        VisitStatus.Unfinished => Tone.Warning,
        VisitStatus.Cancelled or VisitStatus.Postponed => Tone.Refused,
        _ => Tone.Neutral,
    });

    /// <summary>From when until when; whole days are said as their first and last day.</summary>
    public static string Span(DateTime from, DateTime to)
    {
        if (from.TimeOfDay != TimeSpan.Zero || to.TimeOfDay != TimeSpan.Zero)
        {
            return $"{Formats.Current.DateTime(from)} – {Formats.Current.DateTime(to)}";
        }

        var (first, last) = (DateOnly.FromDateTime(from), DateOnly.FromDateTime(to).AddDays(-1));
        return last <= first ? Formats.Current.Date(first) : $"{Formats.Current.Date(first)} – {Formats.Current.Date(last)}";
    }

    /// <summary>"lun. 2 mars".</summary>
    public static string Day(DateOnly day) => day.ToString("ddd d MMM", Formats.Current.Culture);
}
