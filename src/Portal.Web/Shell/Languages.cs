using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Portal.Web.Shell;

/// <summary>The languages of the screens. A cookie remembers the choice; before there is one, the browser's languages decide.</summary>
public static class Languages
{
    public const string English = "en";
    public const string CanadianFrench = "fr-CA";
    public const string FrenchOfFrance = "fr-FR";

    /// <summary>Each with its name in itself, as the language menu shows it.</summary>
    public static IReadOnlyList<(string Code, string Name)> All { get; } =
    [
        (English, "English"),
        (CanadianFrench, "Français (Canada)"),
        (FrenchOfFrance, "Français (France)"),
    ];

    public static bool IsKnown(string? code) => All.Any(l => string.Equals(l.Code, code, StringComparison.OrdinalIgnoreCase));

    public static void AddLanguages(this IServiceCollection services) =>
        services.Configure<RequestLocalizationOptions>(o =>
        {
            var codes = All.Select(l => l.Code).ToArray();
            o.SetDefaultCulture(English).AddSupportedCultures(codes).AddSupportedUICultures(codes);
            o.CultureInfoUseUserOverride = false;
            o.RequestCultureProviders =
            [
                new CookieRequestCultureProvider { CookieName = Preferences.LanguageCookie, Options = o },
                // A link in a mail names its reader's language.
                new QueryStringRequestCultureProvider { QueryStringKey = "language", UIQueryStringKey = "language", Options = o },
                new BrowserLanguages(),
            ];
        });

    /// <summary>The first language of the browser that we speak: any French of Canada or none named is Canada's, other French is France's.</summary>
    private sealed class BrowserLanguages : IRequestCultureProvider
    {
        public Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            var wanted = httpContext.Request.GetTypedHeaders().AcceptLanguage
                .OrderByDescending(l => l.Quality ?? 1)
                .Select(l => Match(l.Value.Value ?? ""))
                .FirstOrDefault(code => code is not null);
            return Task.FromResult(wanted is null ? null : new ProviderCultureResult(wanted));
        }

        private static string? Match(string browser) =>
            browser.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English
            : !browser.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? null
            : browser.Length == 2 || browser.EndsWith("CA", StringComparison.OrdinalIgnoreCase) ? CanadianFrench
            : FrenchOfFrance;
    }
}
