using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Browser.Tests.Stories;
using Portal.Business.Accounts;

namespace Portal.Browser.Tests.Reminders;

/// <summary>An overdue invoice of the demonstration is proposed, looked at and sent: one message, to whom it should go, with the amounts of the screen.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReminderTests(BrowserFixture fixture)
{
    private const string Client = "Cabinet Vasseur Architectes SAS";
    private const string Manager = "hugo.vasseur@vasseur-architectes.example";
    private const string Copy = "lea.fontaine@vasseur-architectes.example";

    [BrowserFact]
    public async Task OverdueInvoice_ProposedAndSentByADoubleClick_GoesOnceToTheManagerWithACopy()
    {
        await using var session = await fixture.OpenAsync();
        await session.SignInAsync(DemoAccounts.All[0].Email);
        var page = session.Page;
        await session.GoAsync("/reminders");
        await session.ShotAsync("reminders");
        Assert.Equal(["Level", "Level 1", "Level 2", "Level 3"], await page.GetByLabel("Level", new() { Exact = true }).Locator("option").AllInnerTextsAsync());
        await page.Locator("tbody tr", new() { HasText = Client }).Locator("a.row-link").First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = $"Reminder of level 1 to {Client}" }).WaitForAsync();
        await Assertions.Expect(page.Locator("input[name=To]")).ToHaveValueAsync($"Hugo Vasseur <{Manager}>");
        await Assertions.Expect(page.Locator("input[name=Cc]")).ToHaveValueAsync($"Léa Fontaine <{Copy}>");
        await session.ShotAsync("reminder-preview");
        await session.AssertNothingSticksOutAsync();
        var number = await page.Locator("tbody a[href^='/invoices/']").First.InnerTextAsync();
        var invoice = await page.Locator("tbody a[href^='/invoices/']").First.GetAttributeAsync("href");

        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).DblClickAsync();
        await page.ReachAsync(url => url.EndsWith("/reminders", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = Client })).ToHaveCountAsync(0);

        var mailbox = new Mailbox(Path.Combine(fixture.Portal.Folder, "App_Data", "mail"));
        var mail = await mailbox.ArrivedAsync("the reminder", m => m.To.Contains(Manager) && m.Subject.StartsWith("Relance", StringComparison.Ordinal));
        Assert.Equal([Copy], mail.Cc);
        Assert.Contains(number, mail.Text, StringComparison.Ordinal);
        Assert.Single(mailbox.All(), m => m.To.Contains(Manager) && m.Subject.StartsWith("Relance", StringComparison.Ordinal));

        await session.GoAsync(invoice!);
        await Assertions.Expect(page.Locator("#reminders .message-row")).ToHaveCountAsync(1);
        await page.Locator("summary[aria-label='More actions']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as disputed" }).ClickAsync();
        await page.GetByLabel("What the client contests").FillAsync("Two hours too many");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Mark as disputed" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-header-title .badge", new() { HasText = "Disputed" })).ToHaveCountAsync(1);
        await session.ShotAsync("reminder-invoice-disputed");
        await session.GoAsync("/invoices?view=disputed");
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = number })).ToHaveCountAsync(1);
        session.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Batch_WithOneThatAnotherPersonDisputedMeanwhile_SendsTheOthers_AndNamesItAboveTheList()
    {
        const string Refused = "Cidrerie des Cantons inc.";
        const string Sent = "Clinique dentaire Laurier";
        await using var session = await fixture.OpenAsync();
        await using var other = await fixture.OpenAsync();
        await session.SignInAsync(DemoAccounts.All[0].Email);
        await other.SignInAsync(DemoAccounts.All[0].Email);
        var page = session.Page;
        await session.GoAsync("/reminders");
        foreach (var client in new[] { Refused, Sent })
        {
            await page.Locator("tbody tr", new() { HasText = client }).GetByRole(AriaRole.Checkbox).CheckAsync();
        }

        await other.GoAsync("/reminders");
        await other.Page.Locator("tbody tr", new() { HasText = Refused }).Locator("a.row-link").First.ClickAsync();
        var invoice = await other.Page.Locator("tbody a[href^='/invoices/']").First.GetAttributeAsync("href");
        await other.GoAsync(invoice!);
        await other.Page.Locator("summary[aria-label='More actions']").ClickAsync();
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Mark as disputed" }).ClickAsync();
        await other.Page.GetByLabel("What the client contests").FillAsync("Never ordered");
        await other.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Mark as disputed" }).ClickAsync();
        await Assertions.Expect(other.Page.Locator(".page-header-title .badge", new() { HasText = "Disputed" })).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        var notice = page.Locator(".page-notice");
        await Assertions.Expect(notice).ToContainTextAsync("Reminders not sent: 1");
        await Assertions.Expect(notice.Locator("li")).ToHaveCountAsync(1);
        await Assertions.Expect(notice.Locator("li strong")).ToHaveTextAsync(Refused);
        await session.ShotAsync("reminders-not-sent");
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = Sent })).ToHaveCountAsync(0);
        await Assertions.Expect(notice).ToBeVisibleAsync();
        session.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task NewLateRate_IsProposedFromTheOneBefore_WithoutTheRatesOfItsDay()
    {
        await using var session = await fixture.OpenAsync();
        await session.SignInAsync(DemoAccounts.All[0].Email);
        var page = session.Page;
        await session.GoAsync("/settings/reminders");
        await page.Locator("nav.tabs").GetByText("Atelier Boréal SAS").ClickAsync();
        var row = page.Locator("tbody tr").First;
        await Assertions.Expect(row).ToContainTextAsync("€40.00");
        await row.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var before = await ValuesAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a line" }).ClickAsync();
        var proposed = await ValuesAsync();

        Assert.Equal(
            (proposed.From, "", before.Added, "", before.Floor, before.Persons, before.Fee), proposed);
        Assert.NotEqual(before.From, proposed.From);
        await session.ShotAsync("late-rate-proposed");
        session.AssertNoComplaints();

        async Task<(string From, string Reference, string Added, string Legal, string Floor, string Persons, string Fee)> ValuesAsync() => (
            await ValueAsync("From"), await ValueAsync("ReferencePercent"), await ValueAsync("AddedPoints"), await ValueAsync("LegalPercent"), await ValueAsync("FloorTimes"),
            await ValueAsync("PersonsPercent"), await ValueAsync("RecoveryFee"));

        Task<string> ValueAsync(string name) => dialog.Locator($"[name={name}]").InputValueAsync();
    }
}
