using Portal.Web.Tests.Security;

namespace Portal.Web.Tests.Shell;

public sealed class StaticPagesTests
{
    /// <summary>Enhanced navigation runs no script of the page that it leads to: the first page has to bring what signing a quote or a contract needs.</summary>
    [Fact]
    public async Task Page_ThatEnhancedNavigationStartsFrom_BringsTheScriptOfSignatures()
    {
        await using var app = new PortalApp { Settings = { ["Scheduling:Enabled"] = "false" } };
        await app.WithDemoAccountsAsync();
        using var client = app.CreateClient();

        var page = await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));

        Assert.Matches("<script type=\"module\" src=\"js/public-answer[^\"]*\\.js\"></script>", page);
    }
}
