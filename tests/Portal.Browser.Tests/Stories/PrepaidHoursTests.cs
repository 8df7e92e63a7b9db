using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Web.Helpdesk;
using Portal.Web.JobFolders;
using Portal.Web.Quotes;

namespace Portal.Browser.Tests.Stories;

/// <summary>
/// Ten hours are sold, approved and invoiced; the client opens a ticket in the portal; two agents log three hours and a half: they are
/// delivered, and six and a half are left, on the order, its task, the ticket and in the portal. Eight hours more follow the rule of the order.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class PrepaidHoursTests(BrowserFixture fixture)
{
    private const string Title = "Le traceur refuse le papier mat";

    [BrowserFact]
    public async Task TenHours_SoldAndUsedByTwoAgents_AreDeliveredOnOrderTicketAndPortal()
    {
        var (english, french) = (new Words("en"), new Words("fr-CA"));
        await using var office = await fixture.OpenAsync(Screen.Desktop);
        await office.SignInAsync(StoryCase.Administrator);
        var job = await SellAsync(office, english);

        await using var client = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" });
        await client.SignInAsync("julie.tremblay@imprimerie-fleuve.example");
        await client.GoAsync("/portal/tickets/new");
        await client.Page.Locator("[name='Input.Title']").FillAsync(Title);
        await client.Page.Locator("[name='Input.Body']").FillAsync("Il affiche une erreur depuis ce matin.");
        await client.Page.GetByRole(AriaRole.Button, new() { Name = french.Of<HelpdeskPages>("SendTicket"), Exact = true }).ClickAsync();
        await client.Page.ReachAsync(new Regex("/portal/tickets/[0-9]+"));
        await client.AssertNothingSticksOutAsync();
        var ticket = $"/tickets/{Regex.Match(client.Page.Url, "tickets/([0-9]+)").Groups[1].Value}";

        await LogAsync(office, english, ticket, "2");
        await using var colleague = await fixture.OpenAsync(Screen.Desktop with { Language = "fr-CA" });
        await colleague.SignInAsync("support@atelier-boreal.example");
        await LogAsync(colleague, new Words("fr-FR"), ticket, "1:30");

        await Assertions.Expect(colleague.Page.Locator("#time")).ToContainTextAsync(Words.Containing("6,5 h"));
        await colleague.ShotAsync("prepaid-hours-ticket");
        await colleague.AssertNoSeriousAxeFindings();
        await office.GoAsync(job);
        var line = office.Page.Locator(".line-hours").First;
        await Assertions.Expect(line).ToContainTextAsync(english.Of<JobFoldersPages>("LineDelivered", "3.5"));
        await Assertions.Expect(line).ToContainTextAsync(english.Of<JobFoldersPages>("LineLeft", "6.5"));
        await client.GoAsync("/portal/hours");
        await Assertions.Expect(client.Page.Locator("main")).ToContainTextAsync(Words.Containing("6,5 h"));
        await Assertions.Expect(client.Page.Locator("main")).ToContainTextAsync(Title);
        await client.AssertNothingSticksOutAsync();
        await client.ShotAsync("prepaid-hours-portal");
        await EightMoreUnderEachRuleAsync(office, english, ticket, job);
        foreach (var session in new[] { office, client, colleague })
        {
            session.AssertNoComplaints();
        }
    }

    /// <summary>The task of the job and its line count what was delivered; eight hours more are refused, then invoiced as far as they go over, then taken below zero.</summary>
    private static async Task EightMoreUnderEachRuleAsync(Session office, Words words, string ticket, string job)
    {
        await office.GoAsync(job);
        var task = office.Page.Locator("#plan .tasks > li").First;
        await Assertions.Expect(task).ToContainTextAsync(words.Of<JobFoldersPages>("LineDelivered", "3.5"));
        var pack = (await office.Page.Locator("#plan .line-hours").First.GetAttributeAsync("href"))!;

        await RuleAsync(office, words, pack, "Block", null);
        await office.GoAsync(ticket);
        var before = await office.Page.Locator("#time ul > li").CountAsync();
        await EnterAsync(office, words, "8");
        await Assertions.Expect(office.Page.Locator("#time [role=alert]")).ToBeVisibleAsync();
        Assert.Equal(before, await office.Page.Locator("#time ul > li").CountAsync());

        await RuleAsync(office, words, pack, "Bill", "110");
        await LogAsync(office, words, ticket, "8");
        await office.GoAsync(job);
        await Assertions.Expect(task).ToContainTextAsync(words.Of<JobFoldersPages>("LineDelivered", "10"));
        await Assertions.Expect(task).ToContainTextAsync(words.Of<JobFoldersPages>("LineLeft", "0"));

        await RuleAsync(office, words, pack, "Allow", null);
        await LogAsync(office, words, ticket, "8");
        await office.GoAsync(job);
        await Assertions.Expect(task).ToContainTextAsync(words.Of<JobFoldersPages>("LineDelivered", "18"));
        await Assertions.Expect(task.Locator(".text-refused")).ToBeVisibleAsync();
        await office.ShotAsync("prepaid-hours-task");
    }

    private static async Task RuleAsync(Session office, Words words, string pack, string rule, string? rate)
    {
        await office.GoAsync(pack);
        await office.Page.GetByRole(AriaRole.Button, new() { Name = words.Of<HelpdeskPages>("ChangeOverage"), Exact = true }).ClickAsync();
        var dialog = office.Page.Locator("dialog[open]");
        await dialog.Locator("#f-Overage").SelectOptionAsync(rule);
        if (rate is not null)
        {
            await dialog.Locator("#f-OverRate").FillAsync(rate);
        }

        await dialog.Locator("#f-Reason").FillAsync("As agreed");
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>The address of the job, with its invoice.</summary>
    private static async Task<string> SellAsync(Session office, Words words)
    {
        var page = office.Page;
        await office.GoAsync("/quotes/new");
        await ChooseAsync(page, "ClientId", "Imprimerie du Fleuve");
        await page.Locator("#f-Title").FillAsync("Dix heures d’assistance");
        await page.GetByRole(AriaRole.Button, new() { Name = words.Of<QuotesPages>("CreateQuote"), Exact = true }).ClickAsync();
        await page.ReachAsync(new Regex("/quotes/[0-9]+$"));
        await ChooseAsync(page, "AddProduct", "ASSIST-H");
        await page.Locator("[name='Lines[0].Quantity']").FillAsync("10");
        await page.Locator("[name='Lines[0].Quantity']").BlurAsync();
        await Assertions.Expect(page.Locator(".save-state")).ToHaveTextAsync(Words.Exactly(words.Of<QuotesPages>("Saved")));
        await page.Locator(".page-header-actions summary, .page-header-actions .menu > button").Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = words.Of<QuotesPages>("ApproveForClient"), Exact = true }).ClickAsync();
        await page.Locator("dialog[open] #f-Reason").FillAsync("Par téléphone");
        await page.Locator("dialog[open] button[type=submit]").ClickAsync();
        await page.Locator(".counters a[href^='/jobs/']").First.ClickAsync();
        await page.ReachAsync(new Regex("/jobs/[0-9]+"));
        await Assertions.Expect(page.Locator("#invoices tbody tr")).ToHaveCountAsync(1);
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task LogAsync(Session session, Words words, string ticket, string hours)
    {
        await session.GoAsync(ticket);
        await session.Page.Locator("#time #f-Minutes").WaitForAsync();
        var before = await session.Page.Locator("#time ul > li").CountAsync();
        await EnterAsync(session, words, hours);
        await Assertions.Expect(session.Page.Locator("#time ul > li")).ToHaveCountAsync(before + 1);
    }

    private static async Task EnterAsync(Session session, Words words, string hours)
    {
        await session.Page.Locator("#time #f-Minutes").FillAsync(hours);
        await session.Page.Locator("#time #f-Note").FillAsync("Pilote remplacé");
        await session.Page.Locator("#time").GetByRole(AriaRole.Button, new() { Name = words.Of<HelpdeskPages>("LogTime"), Exact = true }).ClickAsync();
    }

    private static async Task ChooseAsync(IPage page, string name, string text)
    {
        var picker = page.Locator("#f-" + name);
        await picker.ClickAsync();
        await picker.PressSequentiallyAsync(text);
        await Assertions.Expect(page.Locator($"#f-{name}-0")).ToContainTextAsync(text);
        await picker.PressAsync("Enter");
        await Assertions.Expect(picker).ToHaveAttributeAsync("aria-expanded", "false");
    }
}
