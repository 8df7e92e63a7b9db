using System.Globalization;
using Portal.Business.Common;

namespace Portal.Web.Interventions.Visits;

internal static class VisitWords
{
    /// <summary>"08:00 – 09:30", with the days where a visit goes past midnight.</summary>
    public static string Span(DateTime from, DateTime to) =>
        from.Date == to.Date ? $"{Time(from)} – {Time(to)}" : $"{Formats.Current.Date(DateOnly.FromDateTime(from))} {Time(from)} – {Formats.Current.Date(DateOnly.FromDateTime(to))} {Time(to)}";

    public static string Time(DateTime at) => Formats.Current.Time(TimeOnly.FromDateTime(at));

    /// <summary>"1:05".</summary>
    public static string Duration(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");

    /// <summary>The way there, on a public map; a phone hands it to the navigation that its owner likes.</summary>
    public static string Route(IEnumerable<string> address) => "https://www.openstreetmap.org/directions?to=" + Uri.EscapeDataString(string.Join(", ", address));

    /// <summary>For tel: links.</summary>
    public static string Dial(string phone) => "tel:" + string.Concat(phone.Where(c => char.IsDigit(c) || c == '+'));
}
