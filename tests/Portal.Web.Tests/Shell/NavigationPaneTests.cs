using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Shell;
using Portal.Web.Shell.Navigation;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Shell;

public sealed class NavigationPaneTests : KitContext
{
    public NavigationPaneTests()
    {
        Services.AddNavItem<ShellText>(Permissions.JobsView, "Navigation", Icons.Clients, "/clients", NavSection.Start, order: 10);
        Services.AddNavItem<ShellText>(Permissions.JobsView, "Navigation", Icons.Quote, "/quotes", NavSection.Sales, order: 10);
        Services.AddNavItem<ShellText>(Permissions.JobsView, "Navigation", Icons.Tax, "/settings/tax-codes", NavSection.BooksSettings, order: 10);
        Services.AddNavItem<ShellText>(Permissions.JobsView, "Navigation", Icons.Roles, "/settings/roles", NavSection.Administration, order: 10);
    }

    [Fact]
    public void Sections_ThatAreSetUpOnce_AreFolded_UntilTheirPageIsSeen()
    {
        var pane = Draw(turned: null, "/quotes");
        Assert.Equal(["Sales"], Open(pane));

        Services.GetRequiredService<NavigationManager>().NavigateTo("/settings/tax-codes/7?tab=rates");
        pane.WaitForAssertion(() => Assert.Equal(["Sales", "BooksSettings"], Open(pane)));

        Services.GetRequiredService<NavigationManager>().NavigateTo("/quotes");
        Assert.Equal(["Sales", "BooksSettings"], Open(pane));
    }

    [Fact]
    public void Sections_AreAsTheBrowserLeftThem_ButTheOneOfThePageShows()
    {
        Assert.Equal(["Administration"], Open(Draw("Sales.Administration", "/clients")));
        Assert.Equal(["Sales", "Administration"], Open(Draw("Sales.Administration", "/quotes/12")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Start")]
    [InlineData("<script>.99.sales. .NavSection")]
    public void Memory_ThatNobodyWrote_ChangesNothing(string cookie) => Assert.DoesNotContain(NavSections.Parse(cookie), s => s is NavSection.Start or NavSection.Sales);

    private IRenderedComponent<NavigationPane> Draw(string? turned, string at)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(at);
        return Render<NavigationPane>(pane => pane.AddCascadingValue(NavSections.Turned, NavSections.Parse(turned)));
    }

    private static IEnumerable<string?> Open(IRenderedComponent<NavigationPane> pane) =>
        pane.FindAll("details.nav-section[open]").Select(d => d.GetAttribute("data-section"));
}
