using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;

namespace Portal.Browser.Tests.Kit;

/// <summary>A list in the hands of a person: what they choose stands in the address, and the keyboard suffices.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ListTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task SortFilterAndPage_StandInTheAddress_AndSurviveAReload()
    {
        await using var session = await fixture.OpenAsync();
        var page = session.Page;
        await OpenListAsync(session);

        await page.GetByRole(AriaRole.Button, new() { Name = "Total" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Total" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Status" }).SelectOptionAsync("Paid");
        await page.GetByText("1–34 of 34").WaitForAsync();
        Assert.Contains("sort=-total", page.Url, StringComparison.Ordinal);
        Assert.Contains("f_state=Paid", page.Url, StringComparison.Ordinal);

        await page.ReloadAsync();
        await page.GetByText("1–34 of 34").WaitForAsync();
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("F-2026-00134");
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Total" })).ToHaveAttributeAsync("aria-sort", "descending");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the filter “Status”" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();
        await page.GetByText("51–100 of 137").WaitForAsync();
        await page.GoBackAsync();
        await page.GetByText("1–50 of 137").WaitForAsync();
        session.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Search_WithoutAMatch_OffersToRemoveTheFilters()
    {
        await using var session = await fixture.OpenAsync();
        await OpenListAsync(session);

        await session.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Number or client" }).FillAsync("nobody");
        await session.Page.Keyboard.PressAsync("Enter");
        await session.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing matches" }).WaitForAsync();

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Remove all filters" }).ClickAsync();
        await session.Page.GetByText("1–50 of 137").WaitForAsync();
    }

    [BrowserFact]
    public async Task ClickStraightAfterTyping_Acts_AndWhatWasTypedIsSearchedWhereThePersonStays()
    {
        await using var session = await fixture.OpenAsync();
        await OpenListAsync(session);
        var page = session.Page;
        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Number or client" });

        await search.PressSequentiallyAsync("00134");
        await PressSlowlyAsync(page.GetByText("2026-01-07"));
        await page.ReachAsync("**/dev/kit?tab=record&id=2");
        await page.WaitForTimeoutAsync(1000);
        Assert.EndsWith("/dev/kit?tab=record&id=2", page.Url, StringComparison.Ordinal);

        await page.GoBackAsync();
        await page.GetByText("F-2026-00001").WaitForAsync();
        await search.PressSequentiallyAsync("0013");
        await PressSlowlyAsync(page.GetByLabel("Tick F-2026-00001"));
        await page.GetByText("Ticked: 1").WaitForAsync();
        await page.GetByText("F-2026-00130").WaitForAsync();
        await Assertions.Expect(page.GetByText("F-2026-00001")).ToBeHiddenAsync();
        Assert.Contains("q=0013", page.Url, StringComparison.Ordinal);

        // A finger on the button for as long as it takes a person.
        async Task PressSlowlyAsync(ILocator target)
        {
            await target.HoverAsync();
            await page.Mouse.DownAsync();
            await page.WaitForTimeoutAsync(250);
            await page.Mouse.UpAsync();
        }
    }

    [BrowserFact]
    public async Task Refusal_OfTheList_IsShownInItsPlace()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?q=refuse");

        await session.Page.GetByText("Your roles do not allow this.").WaitForAsync();
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Row_IsItsLink_ByClickAndByKeyboard()
    {
        await using var session = await fixture.OpenAsync();
        await OpenListAsync(session);

        await session.Page.Keyboard.PressAsync("j");
        await session.Page.Keyboard.PressAsync("j");
        await session.Page.Keyboard.PressAsync("k");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Link, new() { Name = "F-2026-00001" })).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("Enter");
        await session.Page.ReachAsync("**/dev/kit?tab=record&id=1");

        await session.Page.GoBackAsync();
        await session.Page.GetByText("2026-01-07").ClickAsync();
        await session.Page.ReachAsync("**/dev/kit?tab=record&id=2");
    }

    [BrowserFact]
    public async Task Ticks_CountOverPages_AndTheBarActs()
    {
        await using var session = await fixture.OpenAsync();
        await OpenListAsync(session);

        await session.Page.GetByLabel("Tick F-2026-00001").CheckAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();
        await session.Page.GetByLabel("Tick F-2026-00051").CheckAsync();
        await session.Page.GetByText("Ticked: 2").WaitForAsync();
        await session.ShotAsync("kit-list-bulk", wholePage: false);

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await session.Page.GetByText("2 invoices are on their way").WaitForAsync();
        await Assertions.Expect(session.Page.GetByText("Ticked: 2")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Head_StaysUnderTheTopBar_WhenTheListScrolls()
    {
        await using var session = await fixture.OpenAsync();
        await OpenListAsync(session);

        await session.Page.GetByText("F-2026-00040").ScrollIntoViewIfNeededAsync();
        await session.Page.Mouse.WheelAsync(0, 500);

        var head = session.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Client" });
        await Assertions.Expect(head).ToBeInViewportAsync();
        Assert.InRange((await head.BoundingBoxAsync())!.Y, 51, 53);
    }

    [BrowserFact]
    public async Task Columns_CanBeChosen()
    {
        await using var session = await fixture.OpenAsync();
        await OpenListAsync(session);

        await session.Page.Locator("summary[aria-label=Columns]").ClickAsync();
        await session.Page.GetByLabel("Town").CheckAsync();
        await session.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Town" }).WaitForAsync();

        await session.Page.ReloadAsync();
        await session.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Town" }).WaitForAsync();
    }

    private static async Task OpenListAsync(Session session)
    {
        await session.GoAsync("/dev/kit");
        await session.Page.GetByText("F-2026-00001").WaitForAsync();
    }
}
