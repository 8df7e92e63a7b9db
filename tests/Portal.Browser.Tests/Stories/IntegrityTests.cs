using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Accounts;

namespace Portal.Browser.Tests.Stories;

/// <summary>An administrator checks the chain of issued documents, leaves, comes back, and prints the totals of the month.</summary>
[Collection(BrowserCollection.Name)]
public sealed class IntegrityTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task Check_AskedForAndLeft_IsFoundAgainWithItsResult()
    {
        await using var session = await fixture.OpenAsync();
        await session.SignInAsync(DemoAccounts.All[0].Email);
        await session.GoAsync("/settings/integrity");

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).ClickAsync();
        await session.Page.GetByText("The check has begun").WaitForAsync();
        await session.GoAsync("/settings/audit");
        await session.GoAsync("/settings/integrity");
        await Assertions.Expect(session.Page.GetByText("No difference").First).ToBeVisibleAsync(new() { Timeout = 90_000 });

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Show the totals" }).ClickAsync();
        var download = await session.Page.RunAndWaitForDownloadAsync(
            () => session.Page.GetByRole(AriaRole.Link, new() { Name = "Download the statement" }).ClickAsync());
        Assert.Contains("Closing statement", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        await session.ShotAsync("integrity");
        session.AssertNoComplaints();
    }
}
