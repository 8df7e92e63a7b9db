using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Portal.Business.Companies;

/// <summary>Languages of documents and mails.</summary>
public static class DocumentLanguages
{
    public static IReadOnlyList<string> All { get; } = ["fr-CA", "en-CA", "fr-FR"];

    /// <summary>What is usual in a country.</summary>
    public static string Of(string country) => country is "CA" or "US" ? "fr-CA" : "fr-FR";
}

/// <summary>ISO 4217 codes that clients and legal entities may have; all have two decimals.</summary>
public static class Currencies
{
    public static IReadOnlyList<string> All { get; } = ["CAD", "EUR", "USD", "GBP", "CHF"];
}

/// <summary>ISO 3166 codes of the countries that addresses may have.</summary>
public static class Countries
{
    public static IReadOnlyList<string> All { get; } =
    [
        "CA", "FR", "US", "AD", "AE", "AT", "AU", "BE", "BG", "BR", "CH", "CI", "CN", "CY", "CZ", "DE", "DK", "DZ", "EE", "ES", "FI", "GB", "GF",
        "GP", "GR", "HR", "HU", "IE", "IN", "IS", "IT", "JP", "KR", "LI", "LT", "LU", "LV", "MA", "MC", "MQ", "MT", "MX", "NC", "NL", "NO", "NZ",
        "PF", "PL", "PM", "PT", "RE", "RO", "SE", "SG", "SI", "SK", "SM", "SN", "TN", "TR", "UA", "YT", "ZA",
    ];

    /// <summary>Its name in the language of the current culture.</summary>
    public static string Name(IStringLocalizer<CompaniesText> texts, string country) =>
        country.Length == 0 ? "" : texts["Country." + country] is { ResourceNotFound: false } name ? name.Value : country;
}

public static class TimeZones
{
    /// <summary>An IANA name that this machine knows ("America/Toronto").</summary>
    public static bool IsKnown(string? zone) =>
        zone is { Length: > 0 and < 100 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && (found.HasIanaId || zone == "UTC");

    /// <summary>Those that companies in our countries are likely to have, for pickers.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "America/Toronto", "America/Montreal", "America/Halifax", "America/St_Johns", "America/Winnipeg", "America/Edmonton", "America/Vancouver",
        "Europe/Paris", "Europe/Brussels", "Europe/Zurich", "Europe/Luxembourg", "Europe/London", "America/Guadeloupe", "America/Martinique",
        "America/Cayenne", "Indian/Reunion", "Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "America/Miquelon", "UTC",
    ];
}

/// <summary>Contrast of colours as WCAG computes it.</summary>
public static class Contrast
{
    /// <summary>What WCAG AA asks of text.</summary>
    public const double ForText = 4.5;

    public static bool IsColor(string? color) =>
        color is { Length: 7 } && color[0] == '#' && color.Skip(1).All(char.IsAsciiHexDigit);

    /// <summary>1 (the same) to 21 (black on white).</summary>
    /// <param name="color">"#rrggbb".</param>
    /// <param name="other">"#rrggbb".</param>
    public static double Between(string color, string other)
    {
        var (a, b) = (Luminance(color), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    public static bool IsReadableOnWhite(string color) => Between(color, "#ffffff") >= ForText;

    private static double Luminance(string color)
    {
        var rgb = new[] { 1, 3, 5 }.Select(i => int.Parse(color.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]);
    }
}
