using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Timesheets;
using Portal.Web.Kit;

namespace Portal.Web.Timesheets;

internal static class TimeWords
{
    public static Status Of(TimeEntryState state, bool isRunning, bool isBilled, IStringLocalizer<TimesheetsText> texts) =>
        isRunning ? new(texts["State.Running"], Tone.Waiting)
        : isBilled ? new(texts["State.Billed"], Tone.Ok)
        : state == TimeEntryState.Approved ? new(texts["State.Approved"], Tone.Ok)
        : new(texts["State.Open"], Tone.Neutral);

    /// <summary>"1:05".</summary>
    public static string Duration(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}");

    /// <summary>Minutes of "1:30", "1h30", "1,5" or "1.5" (hours); null for what can't be read.</summary>
    public static int? Read(string? typed)
    {
        var text = (typed ?? "").Trim().Replace('h', ':').Replace('H', ':');
        if (text.Split(':') is [var hours, var minutes] && int.TryParse(hours.Length == 0 ? "0" : hours, NumberStyles.None, CultureInfo.InvariantCulture, out var h))
        {
            return minutes.Length == 0 ? h * 60
                : int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m < 60 && h < 1000 ? (h * 60) + m : null;
        }

        return Formats.Current.TryReadDecimal(text, out var decimals) && decimals is > 0 and < 1000 ? (int)Math.Round(decimals * 60, MidpointRounding.AwayFromZero) : null;
    }
}
