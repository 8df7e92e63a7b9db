using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Portal.Business.Accounts;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Account;

/// <summary>Who comes in, and how long they stay.</summary>
public static class AccountSetup
{
    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(12);
    private static readonly TimeSpan RememberedSessionLife = TimeSpan.FromDays(14);

    public static void AddAccountScreens(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var secure = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        var prefix = builder.Environment.IsDevelopment() ? "" : "__Host-";
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(o =>
            {
                o.LoginPath = "/account/sign-in";
                o.ReturnUrlParameter = "returnUrl";
                o.ExpireTimeSpan = SessionLife;
                o.SlidingExpiration = true;
                o.Events.OnSigningIn = Remember;
                o.Events.OnRedirectToAccessDenied = Forbid;
                Protect(o.Cookie, prefix + "portal-session", secure);
            });
            cookies.TwoFactorUserIdCookie!.Configure(o => Protect(o.Cookie, prefix + "portal-second-step", secure));
        });
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(5));
        services.AddPolicies();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddScoped<CircuitHandler, CurrentUserInCircuits>();
        services.AddScoped<IColumnMemory, ColumnsOfThePerson>();
        services.AddScoped<IViewMemory, ViewsOfThePerson>();
        services.AddPersonItem<AccountPages>("MyAccount", Icons.Person, "/account", order: 0);

        // Cookies stay good over a restart; several nodes share the folder.
        var keys = builder.Configuration["Site:Keys"] ?? "App_Data/keys";
        services.AddDataProtection().SetApplicationName("Portal").PersistKeysToFileSystem(PrivateFolder(keys));
    }

    public static void MapAccount(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/account/sign-out", async (HttpContext context, IAntiforgery antiforgery, PortalSignInManager signIn) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Results.BadRequest();
            }

            await signIn.SignOutAsync();
            return Results.LocalRedirect("/account/sign-in");
        }).AllowAnonymous();

    private static void Protect(CookieBuilder cookie, string name, CookieSecurePolicy secure)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SecurePolicy = secure;

        // Lax, so that a link in a mail opens the page one is signed in for; no other site can post with it.
        cookie.SameSite = SameSiteMode.Lax;
    }

    private static Task Remember(CookieSigningInContext context)
    {
        if (context.Properties.IsPersistent)
        {
            var clock = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
            context.Properties.ExpiresUtc = clock.GetUtcNow() + RememberedSessionLife;
        }

        return Task.CompletedTask;
    }

    /// <summary>The page for 403 says it; no detour over another address.</summary>
    private static Task Forbid(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static DirectoryInfo PrivateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
