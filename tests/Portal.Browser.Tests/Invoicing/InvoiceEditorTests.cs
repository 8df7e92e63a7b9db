using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Browser.Tests.Stories;
using Portal.Business.Accounts;
using Portal.Web.Invoicing;

namespace Portal.Browser.Tests.Invoicing;

/// <summary>A proforma edited like a spreadsheet: rows pasted, keys, sections and discount, and nothing lost when the tab is closed.</summary>
[Collection(BrowserCollection.Name)]
public sealed class InvoiceEditorTests(BrowserFixture fixture)
{
    private const string Rows = "Description\tQty\tUnit\tUnit price\tDiscount\nBusiness cards\t2\tbox\t50.00\t\nPosters\t10\tpc\t12.50\t10\nDelivery\tone\t\t40\t";
    private readonly Words words = new("en");

    [BrowserFact]
    public async Task Rows_PastedWithSectionSubtotalAndDiscount_ComeToTheSameOnPageAndList()
    {
        await using var session = await fixture.OpenAsync();
        var page = session.Page;
        await StartAsync(session);
        await Button(page, "PasteRows").ClickAsync();
        await page.Locator(".edit-grid[data-ready] [data-paste]").WaitForAsync();
        await PasteAsync(page.Locator("[data-paste]"), Rows);
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Locator(".has-problem")).ToHaveCountAsync(1);
        await dialog.GetByRole(AriaRole.Button, new() { Name = words.Of<InvoicingPages>("AddCountLines", 3) }).ClickAsync();
        await Assertions.Expect(Field(page, 2, "Description")).ToHaveValueAsync("Delivery · one");
        await FillAsync(Field(page, 2, "Quantity"), "1");

        await Button(page, "AddSubtotal").ClickAsync();
        await Button(page, "AddSection").ClickAsync();
        await FillAsync(Field(page, 4, "Description"), "On site");
        await Field(page, 4, "Description").PressAsync("Enter");
        await Assertions.Expect(Field(page, 5, "Description")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Installation");
        await page.SetViewportSizeAsync(1280, 900);
        Assert.True(await page.Locator(".invoice-lines").EvaluateAsync<bool>("table => table.parentElement.scrollWidth <= table.parentElement.clientWidth"), "All tools of a line are in sight at 1280.");
        await FillAsync(Field(page, 5, "UnitPrice"), "100");
        await FillAsync(page.Locator("[name=Discount]"), "10");

        // 100 + 112.50 + 40 = 252.50; with 100: 352.50, less 10 %: 317.25; 5 % and 9.975 %: 15.86 and 31.65.
        await Assertions.Expect(page.Locator("tr.subtotal .net")).ToContainTextAsync("252.50");
        await Assertions.Expect(page.Locator(".totals dd.sum").First).ToContainTextAsync("364.76");
        await Field(page, 0, "Quantity").FillAsync("77");
        await Field(page, 0, "Quantity").PressAsync("Escape");
        await Assertions.Expect(Field(page, 0, "Quantity")).ToHaveValueAsync("2");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".save-bar [role=status]")).ToHaveTextAsync(words.Of<InvoicingPages>("AllSaved"));
        await session.ShotAsync("invoice-editor");

        var number = (await page.Locator("h1 span").First.InnerTextAsync()).Trim();
        await session.GoAsync($"/invoices?view=all&q={number}");
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = number })).ToContainTextAsync("364.76");
        session.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Edit_LeftByClosingTheTab_IsFoundAgain()
    {
        await using var session = await fixture.OpenAsync();
        var page = session.Page;
        var address = await StartAsync(session);
        await Button(page, "AddSection").ClickAsync();
        await Field(page, 0, "Description").PressSequentiallyAsync("Unfinished");
        await UnsavedWork.KeptAsync(fixture.Portal, "Unfinished");
        var next = await page.Context.NewPageAsync();
        await page.CloseAsync();

        await next.GotoAsync(address);
        await next.GetByRole(AriaRole.Button, new() { Name = words.Of<InvoicingPages>("ContinueUnsaved") }).ClickAsync();
        await Assertions.Expect(Field(next, 0, "Description")).ToHaveValueAsync("Unfinished");
        await Button(next, "Save").ClickAsync();
        await Assertions.Expect(next.Locator(".save-bar [role=status]")).ToHaveTextAsync(words.Of<InvoicingPages>("AllSaved"));
        await next.ReloadAsync();
        await Assertions.Expect(Field(next, 0, "Description")).ToHaveValueAsync("Unfinished");
        await Assertions.Expect(next.GetByRole(AriaRole.Button, new() { Name = words.Of<InvoicingPages>("ContinueUnsaved") })).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Number_HalfTypedWhenTheConnectionDrops_IsFoundAgain()
    {
        await using var session = await fixture.OpenAsync();
        var page = session.Page;
        await StartAsync(session);
        await Button(page, "AddText").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await FillAsync(dialog.Locator("[name='Added[0].Description']"), "Engraving");
        await dialog.GetByRole(AriaRole.Button, new() { Name = words.Of<InvoicingPages>("AddLines") }).ClickAsync();
        await Assertions.Expect(Field(page, 0, "Description")).ToHaveValueAsync("Engraving");

        // What Blazor's script says when the server does not answer any more.
        await page.EvaluateAsync("() => { document.getElementById('components-reconnect-modal').className = 'reconnect components-reconnect-show'; }");
        await Field(page, 0, "UnitPrice").ClickAsync();
        await Field(page, 0, "UnitPrice").PressSequentiallyAsync("12");
        await page.ReloadAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = words.Of<InvoicingPages>("ContinueUnsaved") }).ClickAsync();
        await Assertions.Expect(Field(page, 0, "UnitPrice")).ToHaveValueAsync("12.00");
        await Assertions.Expect(Field(page, 0, "Description")).ToHaveValueAsync("Engraving");
    }

    [BrowserFact]
    public async Task TwoJobsOfAClient_OnOneInvoice_StandUnderTheirNames()
    {
        await using var session = await fixture.OpenAsync();
        var page = session.Page;
        var jobs = await OpenJobs.AddAsync(fixture.Portal, "julie.tremblay@imprimerie-fleuve.example", "Shop window", "Signs");
        await session.SignInAsync(DemoAccounts.All[0].Email);
        await session.GoAsync("/invoices/new");
        foreach (var job in jobs)
        {
            await page.GetByRole(AriaRole.Checkbox, new() { Name = words.Of<InvoicingPages>("TakeJob", job) }).CheckAsync();
        }

        await page.GetByRole(AriaRole.Link, new() { Name = words.Of<InvoicingPages>("InvoiceTogether", 2) }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = words.Of<InvoicingPages>("SeveralJobs", 2) }).WaitForAsync();
        await session.ShotAsync("invoice-several-jobs");
        await Button(page, "StartInvoice").ClickAsync();
        await page.ReachAsync(new Regex("/invoices/[0-9]+$"));

        await Assertions.Expect(page.Locator("tr.section")).ToHaveCountAsync(2);
        session.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Send_WithABlindCopyAndAPlannedTime_WaitsForItsTime()
    {
        await using var session = await fixture.OpenAsync();
        var page = session.Page;
        await StartAsync(session);
        await page.Locator(".page-header-actions").GetByRole(AriaRole.Button, new() { Name = words.Of<InvoicingPages>("SendProforma"), Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await FillAsync(dialog.Locator("[name=Bcc]"), "archive@atelier-boreal.example");
        await FillAsync(dialog.Locator("[name=SendOn]"), DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await FillAsync(dialog.Locator("[name=SendAt]"), "09:30");
        await dialog.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "plan.txt", MimeType = "text/plain", Buffer = "Plan"u8.ToArray() });
        await dialog.GetByText("plan.txt").WaitForAsync();
        await session.ShotAsync("invoice-send", wholePage: false);
        await dialog.GetByRole(AriaRole.Button, new() { Name = words.Of<InvoicingPages>("PlanSending") }).ClickAsync();

        await Assertions.Expect(page.Locator("#messages")).ToContainTextAsync("archive@atelier-boreal.example");
        await Assertions.Expect(page.Locator("#messages")).ToContainTextAsync("9:30");
        session.AssertNoComplaints();
    }

    /// <summary>An empty proforma of a client; its address.</summary>
    private async Task<string> StartAsync(Session session)
    {
        var page = session.Page;
        await session.SignInAsync(DemoAccounts.All[0].Email);
        await session.GoAsync("/invoices/new?start=client");
        var picker = page.Locator("#f-ClientId");
        await picker.ClickAsync();
        await picker.PressSequentiallyAsync("Imprimerie du Fleuve");
        await Assertions.Expect(page.Locator("#f-ClientId-0")).ToContainTextAsync("Fleuve");
        await picker.PressAsync("Enter");
        await Button(page, "StartInvoice").ClickAsync();
        await page.ReachAsync(new Regex("/invoices/[0-9]+$"));
        await Button(page, "PasteRows").WaitForAsync();
        return page.Url;
    }

    private static async Task PasteAsync(ILocator target, string text)
    {
        await target.FocusAsync();
        await target.EvaluateAsync(
            "(field, text) => { const data = new DataTransfer(); data.setData('text/plain', text); field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }",
            text);
    }

    private static async Task FillAsync(ILocator field, string text)
    {
        await field.FillAsync(text);
        await field.BlurAsync();
    }

    private static ILocator Field(IPage page, int line, string name) => page.Locator($"[name='Lines[{line}].{name}']");

    private ILocator Button(IPage page, string key) => page.GetByRole(AriaRole.Button, new() { Name = words.Of<InvoicingPages>(key), Exact = true });
}
