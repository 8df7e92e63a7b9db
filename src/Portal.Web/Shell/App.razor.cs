using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Portal.Business.Companies;

namespace Portal.Web.Shell;

/// <summary>
/// The document. Pages are interactive, rendered by their circuit only (a page that is drawn twice asks the database twice and
/// shows buttons that do nothing yet); those marked [ExcludeFromInteractiveRouting] are static, with enhanced navigation and forms.
/// </summary>
public partial class App(HouseColor color)
{
    internal static readonly InteractiveServerRenderMode Interactive = new(prerender: false);

    private string brand = BrandStyle.Of(null);

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    private InteractiveServerRenderMode? RenderModeOfPage => Context.AcceptsInteractiveRouting() ? Interactive : null;

    private static string Language => CultureInfo.CurrentUICulture.Name;

    private string Theme => Context.Request.Cookies[Preferences.ThemeCookie] is { } theme && Preferences.Themes.Contains(theme) ? theme : "auto";

    private string? Zone => Context.Request.Cookies[Preferences.ZoneCookie];

    private string Navigation => Context.Request.Cookies[Preferences.NavigationCookie] is "narrow" ? "narrow" : "wide";

    protected override async Task OnInitializedAsync() => brand = BrandStyle.Of(await color.FindAsync(Context.RequestAborted));
}
