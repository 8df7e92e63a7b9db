using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;

namespace Portal.Browser.Tests.Stories;

/// <summary>A billing clerk at the list of invoices: several at once, and views that stay.</summary>
[Collection(BrowserCollection.Name)]
public sealed class InvoiceWorkbenchTests(BrowserFixture fixture)
{
    private const string Admin = "admin@atelier-boreal.example";
    private const string ClientContact = "julie.tremblay@imprimerie-fleuve.example";

    [BrowserFact]
    public async Task Batch_OfThree_IssuesTwo_SaysWhyNotTheThird_AndIsFoundAgain()
    {
        var title = $"Lot {Guid.NewGuid():N}"[..12];
        var first = await Proformas.AddAsync(fixture.Portal, ClientContact, title);
        var broken = await Proformas.AddAsync(fixture.Portal, ClientContact, title, withTax: false);
        var last = await Proformas.AddAsync(fixture.Portal, ClientContact, title);
        await using var session = await fixture.OpenAsync();
        await session.SignInAsync(Admin);
        var page = session.Page;
        await session.GoAsync($"/invoices?q={title}");
        foreach (var number in new[] { first, broken, last })
        {
            await page.GetByLabel($"Tick {number}").CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Issue", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Left out: 1").WaitForAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "What to know" })).ToContainTextAsync("tax code");
        await session.ShotAsync("batch-preview", wholePage: false);
        await session.AssertNoSeriousAxeFindings();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Issue: 2" }).ClickAsync();
        await page.ReachAsync("**/invoices/batches/*");
        var address = page.Url;

        await session.GoAsync("/invoices");
        await page.GetByRole(AriaRole.Link, new() { Name = "My batches" }).ClickAsync();
        await page.Locator("tbody .row-link[href^='/invoices/batches/']").First.ClickAsync();
        await page.ReachAsync(address);
        await page.GetByText("Over, 1 left out").WaitForAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = "Done" })).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "again" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = broken })).ToContainTextAsync("Left out");
        await session.ShotAsync("batch-page");
        await session.AssertNoSeriousAxeFindings();
        session.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task AgedReceivables_OfAPastDay_AreThoseOfThatDay()
    {
        await using var session = await fixture.OpenAsync();
        await session.SignInAsync(Admin);
        var page = session.Page;
        await session.GoAsync("/receivables");
        await Assertions.Expect(page.Locator("tbody .row-link").First).ToBeVisibleAsync();

        await page.Locator("#f-AsOf").FillAsync("2020-01-31");
        await page.Locator("#f-AsOf").BlurAsync();

        await page.ReachAsync("**/receivables?f_day=2020-01-31");
        await Assertions.Expect(page.Locator("tbody .row-link")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task View_NamedAndSavedAtOnce_HasItsName_AndTickedRowsAreExportedTwiceInARow()
    {
        var name = $"View {Guid.NewGuid():N}"[..12];
        await using var session = await fixture.OpenAsync();
        await session.SignInAsync(Admin);
        var page = session.Page;
        await session.GoAsync("/invoices?view=all&f_only=unpaid");
        await page.Locator("summary[aria-label='Saved views']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as a new view…" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name of the view").FillAsync(name);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".tab[aria-current]")).ToContainTextAsync(name);

        await page.Locator("tbody .tick input").First.CheckAsync();
        foreach (var (format, end) in new[] { ("Excel", ".xlsx"), ("CSV", ".csv") })
        {
            await page.Locator(".bulk-bar summary").ClickAsync();
            var (file, content) = await session.DownloadAsync(page.Locator(".bulk-bar button", new() { HasText = format }));
            Assert.EndsWith(end, file, StringComparison.Ordinal);
            Assert.NotEmpty(content);
            await page.WaitForTimeoutAsync(1200);
        }
    }

    [BrowserFact]
    public async Task View_SavedAndShared_IsUsedByItsOwnerAndByOthers()
    {
        var name = $"View {Guid.NewGuid():N}"[..12];
        await using var session = await fixture.OpenAsync();
        await session.SignInAsync(Admin);
        var page = session.Page;
        await session.GoAsync("/invoices?view=all&f_only=unpaid&sort=-total");
        await page.Locator("summary[aria-label='Saved views']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as a new view…" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name of the view").FillAsync(name);
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Share it").CheckAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".tab[aria-current]")).ToContainTextAsync(name);

        await session.GoAsync("/invoices");
        await page.Locator(".tab", new() { HasText = name }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the filter “Progress”" }).WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Total" })).ToHaveAttributeAsync("aria-sort", "descending");
        await session.ShotAsync("saved-view", wholePage: false);
        await session.AssertNoSeriousAxeFindings();

        await using var other = await fixture.OpenAsync();
        await other.SignInAsync("billing@atelier-boreal.example");
        await other.GoAsync("/invoices");
        await other.Page.Locator(".tab", new() { HasText = name }).ClickAsync();
        await Assertions.Expect(other.Page.Locator(".chip")).ToHaveCountAsync(1);
        session.AssertNoComplaints();
    }
}
