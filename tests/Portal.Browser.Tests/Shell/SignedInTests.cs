using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Accounts;

namespace Portal.Browser.Tests.Shell;

/// <summary>What the frame does for somebody who has signed in.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SignedInTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task Export_HoldsTheWholeFilteredList_InBothFormats()
    {
        await using var session = await fixture.OpenAsync();
        await session.SignInAsync(DemoAccounts.All[0].Email);
        await session.GoAsync("/dev/kit?f_state=Paid&size=25");
        var menu = session.Page.Locator("summary[aria-label=Export]");

        await menu.ClickAsync();
        var (name, csv) = await session.DownloadAsync(session.Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }));
        Assert.EndsWith(".csv", name, StringComparison.Ordinal);
        Assert.Equal(35, Encoding.UTF8.GetString(csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        await menu.ClickAsync();
        var (_, workbook) = await session.DownloadAsync(session.Page.GetByRole(AriaRole.Link, new() { Name = "Excel" }));
        Assert.Equal("PK"u8, workbook.AsSpan(0, 2));
    }

    [BrowserFact]
    public async Task Export_ByAVisitor_LeadsToSignIn()
    {
        await using var session = await fixture.OpenAsync();

        await session.GoAsync("/lists/samples.csv");

        await Assertions.Expect(session.Page).ToHaveURLAsync(new Regex("/account/sign-in"));
    }

    [BrowserFact]
    public async Task SignOut_FromTheMenu_EndsTheSession()
    {
        await using var session = await fixture.OpenAsync();
        await session.SignInAsync(DemoAccounts.All[0].Email);
        await session.GoAsync("/dev/kit");

        await session.Page.Locator("summary.avatar").ClickAsync();
        await session.ShotAsync("frame-person", wholePage: false);
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await session.Page.ReachAsync("**/account/sign-in**");

        await session.GoAsync("/lists/samples.csv");
        await Assertions.Expect(session.Page).ToHaveURLAsync(new Regex("/account/sign-in"));
    }
}
