using System.Globalization;

namespace Portal.Web.Kit;

/// <summary>What stands in an address or in the field of a plain form, which anybody may have typed: null where it is none of what is asked for.</summary>
public static class AddressPart
{
    private const string DayForm = "yyyy-MM-dd";

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static string? Of(DateOnly? day) => day?.ToString(DayForm, CultureInfo.InvariantCulture);

    /// <summary>An id, or the number of a page.</summary>
    public static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>By its name: a number names nothing.</summary>
    public static TEnum? Choice<TEnum>(string? text)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && char.IsAsciiLetter(text!.TrimStart()[0]) ? value : null;
}
