using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Web.Shell;

/// <summary>
/// The document. Pages are interactive, rendered by their circuit only (a page that is drawn twice asks the database twice and
/// shows buttons that do nothing yet); those marked [ExcludeFromInteractiveRouting] are static, with enhanced navigation and forms.
/// </summary>
public partial class App(HouseColor color, ICurrentUser user, NavigationManager navigation)
{
    internal static readonly InteractiveServerRenderMode Interactive = new(prerender: false);

    private string brand = BrandStyle.Of(null);

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    private InteractiveServerRenderMode? RenderModeOfPage => Context.AcceptsInteractiveRouting() ? Interactive : null;

    private static string Language => CultureInfo.CurrentUICulture.Name;

    private string Theme => Context.Request.Cookies[Preferences.ThemeCookie] is { } theme && Preferences.Themes.Contains(theme) ? theme : "auto";

    private string? Zone => Context.Request.Cookies[Preferences.ZoneCookie];

    private string? Sections => Context.Request.Cookies[Preferences.SectionsCookie];

    private string Navigation => Context.Request.Cookies[Preferences.NavigationCookie] is "narrow" ? "narrow" : "wide";

    /// <summary>The home of a client is their portal: they are led there before the page of our people begins.</summary>
    protected override async Task OnInitializedAsync()
    {
        if (Context.Request.Path == "/" && user.Clients.IsLimited)
        {
            navigation.NavigateTo("/portal");
            return;
        }

        brand = BrandStyle.Of(await color.FindAsync(Context.RequestAborted));
    }
}
