using Microsoft.AspNetCore.Localization;

namespace Portal.Web.Shell;

/// <summary>What a browser remembers of the screen: language, light or dark, width and sections of the navigation, time zone.</summary>
public static class Preferences
{
    public const string LanguageCookie = "portal-language";
    public const string ThemeCookie = "portal-theme";
    public const string NavigationCookie = "portal-navigation";

    /// <summary>Names of the sections of the navigation that are not as they are at first, with dots between them; written by shell.js.</summary>
    public const string SectionsCookie = "portal-sections";

    /// <summary>The browser's time zone, written by shell.js.</summary>
    public const string ZoneCookie = "portal-zone";

    public static IReadOnlyList<string> Themes { get; } = ["auto", "light", "dark"];

    public static void MapPreferences(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/preferences/language/{code}", (string code, string? back, HttpContext context) =>
        {
            if (Languages.IsKnown(code))
            {
                RememberLanguage(context, code);
            }

            return Back(back);
        }).AllowAnonymous();

        endpoints.MapGet("/preferences/theme/{theme}", (string theme, string? back, HttpContext context) =>
        {
            if (Themes.Contains(theme))
            {
                // Scripts may read and write it: the theme menu changes the page at once, without asking the server.
                context.Response.Cookies.Append(ThemeCookie, theme, ForAYear(httpOnly: false));
            }

            return Back(back);
        }).AllowAnonymous();
    }

    /// <summary>Makes a language the one of this browser; sign-in calls it with the language kept on the user.</summary>
    public static void RememberLanguage(HttpContext context, string code) =>
        context.Response.Cookies.Append(
            LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(code)), ForAYear(httpOnly: true));

    private static CookieOptions ForAYear(bool httpOnly) =>
        new() { MaxAge = TimeSpan.FromDays(365), IsEssential = true, HttpOnly = httpOnly, SameSite = SameSiteMode.Lax };

    private static IResult Back(string? back) =>
        Results.LocalRedirect(back is ['/', ..] && back is not ['/', '/' or '\\', ..] ? back : "/");
}
