using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.PrepaidHours;
using Portal.Web.Kit;

namespace Portal.Web.Helpdesk.Hours;

internal static class HoursWords
{
    public static Status Of(int left, int bought, bool isExpired, IStringLocalizer<HelpdeskPages> t) =>
        left < 0 ? new(t["StateOver"], Tone.Refused)
        : isExpired ? new(t["Expired"], Tone.Neutral)
        : left == 0 ? new(t["StateUsedUp"], Tone.Neutral)
        : left < bought / HoursAlert.LowPart ? new(t["StateLow"], Tone.Warning)
        : new(t["StateLeft"], Tone.Ok);

    /// <summary>"3.5 h"; what is taken away has its sign.</summary>
    public static string Text(int minutes) => HoursSharing.Text(Formats.Current, minutes);

    /// <summary>The address of a statement as a PDF.</summary>
    public static string Pdf(string path, HoursStatement statement) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}/{statement.ClientId}.pdf?from={statement.From:yyyy-MM-dd}&to={statement.To:yyyy-MM-dd}");
}
