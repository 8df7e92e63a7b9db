using System.Globalization;

namespace Portal.Business.Companies;

/// <summary>
/// The colour of a company as its clients' screens show it, readable whatever colour it is: as it is where it fills a button, mended
/// where it is a line or a text on a background. All are "#rrggbb".
/// </summary>
/// <param name="Fill">The company's own.</param>
/// <param name="On">Text on <paramref name="Fill"/>: black or white.</param>
/// <param name="Away">The other of the two: mixed into the fill, it makes the text on it clearer still.</param>
/// <param name="OnLight">For lines and texts of the light theme, also on a tint of itself.</param>
/// <param name="OnDark">The same for the dark theme.</param>
public sealed record BrandColors(string Fill, string On, string Away, string OnLight, string OnDark)
{
    /// <summary>How much of the colour a tint holds, in percent; the style sheet mixes the same.</summary>
    public const int TintPercent = 10;

    private const string Usual = "#1f5fa8";
    private const string White = "#ffffff";
    private const string Black = "#000000";

    /// <summary>The backgrounds of the two themes on which reading is hardest.</summary>
    private const string LightSurface = "#f1f3f6";
    private const string DarkSurface = "#2a303a";

    public static BrandColors Of(string? color)
    {
        var fill = Contrast.IsColor(color) ? color! : Usual;
        var (on, away) = Contrast.Between(fill, White) >= Contrast.ForText ? (White, Black) : (Black, White);
        return new BrandColors(fill, on, away, Mend(fill, LightSurface, Black), Mend(fill, DarkSurface, White));
    }

    /// <summary>A part of one colour over another, as color-mix(in srgb, …) makes it.</summary>
    public static string Mix(string color, string over, int percent) =>
        "#" + string.Concat(new[] { 1, 3, 5 }.Select(i => ((Part(color, i) * percent) + (Part(over, i) * (100 - percent)) + 50) / 100).Select(p => p.ToString("x2", CultureInfo.InvariantCulture)));

    private static string Mend(string color, string surface, string towards)
    {
        var mended = color;
        for (var percent = 100; Contrast.Between(mended, Mix(mended, surface, TintPercent)) < Contrast.ForText; percent -= 4)
        {
            mended = Mix(color, towards, percent);
        }

        return mended;
    }

    private static int Part(string color, int at) => int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
