using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions;

namespace Portal.Web.Interventions.OwnRequests;

/// <summary>When somebody comes, as a client reads it.</summary>
public static class OwnVisitWords
{
    /// <summary>"March 4, 2026, between 09:00 and 11:00", or at the start where no window was announced.</summary>
    public static string When(OwnVisit visit, IStringLocalizer<InterventionsPages> t) => visit is { ArrivalFrom: { } from, ArrivalTo: { } to }
        ? t["ArrivalBetween", Day(from), Time(from), Time(to)]
        : t["ArrivalAt", Day(visit.StartsAt), Time(visit.StartsAt)];

    private static string Day(DateTime at) => Formats.Current.LongDate(DateOnly.FromDateTime(at));

    private static string Time(DateTime at) => Formats.Current.Time(TimeOnly.FromDateTime(at));
}
