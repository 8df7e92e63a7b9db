using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Web.Account;

namespace Portal.Web.Shell;

/// <summary>What every page stands in: components, language, security, errors, layouts.</summary>
public static class ShellSetup
{
    /// <summary>The longest text a field takes, 20,000 characters, in whatever script; a longer message ends the connection, and with it what was typed.</summary>
    private const int LongestMessage = 256 * 1024;

    public static void AddShell(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents(builder.Configuration.GetSection("Circuits").Bind)
            .AddHubOptions(o => o.MaximumReceiveMessageSize = LongestMessage);
        services.AddLocalization();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(o => o.Cookie.Name = "portal-antiforgery");
        services.AddHsts(o => o.MaxAge = TimeSpan.FromDays(365));
        services.Configure<CookiePolicyOptions>(o =>
        {
            o.MinimumSameSitePolicy = SameSiteMode.Lax;
            o.Secure = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
        services.AddSecurityHeaders(builder.Configuration);
        services.AddRateLimits(builder.Configuration);
        services.AddTrustedProxies(builder.Configuration);
        services.AddLanguages();
        services.TryAddSingleton(TimeProvider.System);
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseTrustedProxies();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error/500", createScopeForErrors: true);
            app.UseHsts();
            app.HideDevelopmentPages();
        }

        app.UseSecurityHeaders();
        app.UseCookiePolicy();
        app.UseRequestLocalization();

        // A scope of its own: a page that found nothing has used up the services of the first one.
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseCurrentUser();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapPreferences();

        // The frame-ancestors of our own policy (SecurityHeaders) stand for the one that Blazor would add.
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null)
            .Add(endpoint =>
            {
                // Who may read a page may ask whether it is there.
                if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { } methods && methods.HttpMethods.Contains(HttpMethods.Get))
                {
                    endpoint.Metadata.Add(new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head]));
                }

                // What carries pages to visitors too; the pages themselves say who may see them.
                if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path }
                    && (path.StartsWith("/_framework/", StringComparison.Ordinal) || path.StartsWith("/_blazor", StringComparison.Ordinal)))
                {
                    endpoint.Metadata.Add(new AllowAnonymousAttribute());
                }
            });
    }

    /// <summary>The gallery of components is for those who write pages.</summary>
    private static void HideDevelopmentPages(this WebApplication app) =>
        app.MapWhen(
            context => context.Request.Path.StartsWithSegments("/dev", StringComparison.OrdinalIgnoreCase),
            branch => branch.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }));
}
