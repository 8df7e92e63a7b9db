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
}
