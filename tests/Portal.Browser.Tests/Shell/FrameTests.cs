using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Accounts;

namespace Portal.Browser.Tests.Shell;

/// <summary>The frame around the pages: language, theme, keyboard, errors, a lost connection.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FrameTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task Language_IsChangedInPlace_AndRemembered()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?tab=states");

        await session.Page.Locator("summary[aria-label=Language]").ClickAsync();
        await session.ShotAsync("frame-language", wholePage: false);
        await session.Page.GetByRole(AriaRole.Link, new() { Name = "Français (Canada)" }).ClickAsync();

        await Assertions.Expect(session.Page.Locator("html")).ToHaveAttributeAsync("lang", "fr-CA");
        await session.Page.GetByText("Vos rôles ne permettent pas").WaitForAsync();
        await Assertions.Expect(session.Page).ToHaveURLAsync(new Regex("/dev/kit\\?tab=states$"));
        session.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Theme_IsChangedAtOnce_AndRemembered()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit");

        await session.Page.Locator("summary[aria-label=Appearance]").ClickAsync();
        await session.Page.GetByRole(AriaRole.Link, new() { Name = "Dark" }).ClickAsync();
        await Assertions.Expect(session.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await session.GoAsync("/dev/kit/static");
        await Assertions.Expect(session.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [BrowserFact]
    public async Task Keyboard_ReachesSearchAndHelp()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit");

        await session.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(session.Page.Locator("#global-search")).ToBeFocusedAsync();
        await session.Page.Keyboard.TypeAsync("zzzz");
        await session.Page.GetByText("Nothing found for “zzzz”").WaitForAsync();
        await session.Page.Keyboard.PressAsync("Escape");
        await session.Page.Keyboard.PressAsync("?");
        await session.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" }).WaitForAsync();
        await session.ShotAsync("frame-shortcuts", wholePage: false);
        await session.Page.Keyboard.PressAsync("Escape");
        await session.Page.Keyboard.PressAsync("n");
        await session.Page.ReachAsync("**/dev/kit?tab=form");
    }

    [BrowserFact]
    public async Task Section_ThatWasFolded_StaysFolded_AndShowsItsIconsWhereThereIsNoRoomForWords()
    {
        await using var session = await fixture.OpenAsync();
        await session.SignInAsync(DemoAccounts.All[0].Email);
        await session.GoAsync("/dev/kit");
        var (heading, jobs) = (session.Page.Locator("[data-section=Work] > summary"), session.Page.Locator(".nav-link[href='/jobs']"));

        await heading.ClickAsync();
        await Assertions.Expect(jobs).ToBeHiddenAsync();
        await session.GoAsync("/clients");
        await session.Page.Locator(".nav-link[href='/clients'].active").WaitForAsync();
        await Assertions.Expect(jobs).ToBeHiddenAsync();

        await session.Page.Locator("[data-navigation-collapse]").ClickAsync();
        await Assertions.Expect(jobs).ToBeVisibleAsync();
        await session.Page.Locator("[data-navigation-collapse]").ClickAsync();
        await heading.PressAsync("Enter");
        await Assertions.Expect(jobs).ToBeVisibleAsync();
        session.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Drawer_OnAPhone_OpensAndCloses()
    {
        await using var session = await fixture.OpenAsync(Screen.Phone);
        await session.GoAsync("/dev/kit?tab=states");

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Open the navigation" }).ClickAsync();
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "Close the navigation" })).ToBeFocusedAsync();
        await session.ShotAsync("frame-drawer", wholePage: false);
        await session.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(session.Page.Locator("#navigation")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task PageThatFails_KeepsTheFrame_AndNamesAReference()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?tab=states");

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Fail" }).ClickAsync();
        await session.Page.GetByRole(AriaRole.Heading, new() { Name = "Something went wrong on our side" }).WaitForAsync();
        var reference = await session.Page.Locator(".error-notice code").InnerTextAsync();
        await session.ShotAsync("frame-page-failed", wholePage: false);
        await fixture.Portal.SaidAsync(reference);

        await session.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(session.Page.Locator("#global-search")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task UnknownAddress_ByAVisitor_LeadsToSignIn()
    {
        await using var session = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" });

        await session.Page.GotoAsync("/no/such/page");

        await Assertions.Expect(session.Page).ToHaveURLAsync(new Regex("/account/sign-in"));
        await session.AssertNothingSticksOutAsync();
    }

    [BrowserFact]
    public async Task ServerStartedAnew_PutsBackWhatWasTyped()
    {
        var portal = await PortalProcess.StartAsync();
        try
        {
            await using var session = await Session.OpenAsync(fixture.Browser, portal.Address, Screen.Desktop);
            await session.GoAsync("/dev/kit?tab=form");
            await session.Page.GetByLabel("Message").FillAsync("A long message that nobody wants to write twice");

            await portal.KillAsync();
            await session.Page.GetByText("The connection was lost.").WaitForAsync();
            await Assertions.Expect(session.Page.GetByLabel("Message")).ToHaveValueAsync("A long message that nobody wants to write twice");
            await session.ShotAsync("frame-reconnecting", wholePage: false);

            var again = await PortalProcess.StartAsync(folder: portal.Folder, port: portal.Address.Port);
            await using var _ = again;
            await session.Page.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync(new() { Timeout = 120_000 });
            await Assertions.Expect(session.Page.GetByLabel("Message")).ToHaveValueAsync("A long message that nobody wants to write twice");
            await session.Page.GetByText("We put back what you had typed").WaitForAsync();
        }
        finally
        {
            await portal.KillAsync();
        }
    }
}
