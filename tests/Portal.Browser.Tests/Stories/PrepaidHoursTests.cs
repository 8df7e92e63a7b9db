using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Web.Helpdesk;
using Portal.Web.JobFolders;

namespace Portal.Browser.Tests.Stories;

/// <summary>
/// Ten hours are sold, approved, invoiced and paid; the client opens a ticket in the portal; two agents log three hours and a half: they are
/// delivered, and six and a half are left, on the order, its task, the ticket and in the portal. Eight hours more follow the rule of the order. More
/// hours are proposed in one click, and the client approves them in the portal: the statement adds up.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class PrepaidHoursTests(BrowserFixture fixture)
{
    private const string Title = "Le traceur refuse le papier mat";

    /// <summary>10 × 95, with GST and QST.</summary>
    private const decimal Price = 1092.26m;

    private static readonly Words English = new("en");
    private static readonly Words French = new("fr-CA");

    [BrowserFact]
    public async Task TenHours_SoldPaidAndUsedByTwoAgents_AreDeliveredOnOrderTicketAndPortal_AndToppedUp()
    {
        await using var office = await fixture.OpenAsync(Screen.Desktop);
        await office.SignInAsync(StoryCase.Administrator);
        var staff = new HoursPages(office, English);
        var job = await staff.SellAsync("Dix heures d’assistance");
        await using var client = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" });
        await client.SignInAsync("julie.tremblay@imprimerie-fleuve.example");
        await PayAsync(office, client, job);
        var ticket = await OpenTicketAsync(client);

        await staff.LogAsync(ticket, "2");
        await using var colleague = await fixture.OpenAsync(Screen.Desktop with { Language = "fr-CA" });
        await colleague.SignInAsync("support@atelier-boreal.example");
        await new HoursPages(colleague, new Words("fr-FR")).LogAsync(ticket, "1:30");

        await Assertions.Expect(colleague.Page.Locator("#time")).ToContainTextAsync(Words.Containing("6,5 h"));
        await colleague.ShotAsync("prepaid-hours-ticket");
        await colleague.AssertNoSeriousAxeFindings();
        await office.GoAsync(job);
        await ShowsAsync(office.Page.Locator(".line-hours").First, "3.5", "6.5");
        await client.GoAsync("/portal/hours");
        await Assertions.Expect(client.Page.Locator("main")).ToContainTextAsync(Words.Containing("6,5 h"));
        await Assertions.Expect(client.Page.Locator("main")).ToContainTextAsync(Title);
        await client.AssertNothingSticksOutAsync();
        await client.ShotAsync("prepaid-hours-portal");
        var pack = await EightMoreUnderEachRuleAsync(staff, office, ticket, job);
        await TopUpAsync(staff, client, pack);
        foreach (var session in new[] { office, client, colleague })
        {
            session.AssertNoComplaints();
        }
    }

    /// <summary>The invoice of what was ordered is issued; the client pays it by card.</summary>
    private static async Task PayAsync(Session office, Session client, string job)
    {
        var row = office.Page.Locator("#invoices tbody tr").First;
        await Assertions.Expect(row).ToContainTextAsync(English.Of<JobFoldersPages>("IssuedOn", "").Trim());
        await Assertions.Expect(row).ToContainTextAsync(English.Formats.Amount(Price, "CAD"));
        var address = (await row.Locator("a.row-link").GetAttributeAsync("href"))!;
        await ClientPages.PayByCardAsync(
            client, French, long.Parse(address.Split('/')[^1], CultureInfo.InvariantCulture), French.Formats.Amount(Price, "CAD"), "prepaid-hours-paid");
        await office.GoAsync(job);
        await Assertions.Expect(office.Page.Locator(".counter", new() { HasText = English.Of<JobFoldersPages>("Paid") })).ToContainTextAsync(English.Formats.Amount(Price, "CAD"));
    }

    private static async Task<string> OpenTicketAsync(Session client)
    {
        await client.GoAsync("/portal/tickets/new");
        await client.Page.Locator("[name='Input.Title']").FillAsync(Title);
        await client.Page.Locator("[name='Input.Body']").FillAsync("Il affiche une erreur depuis ce matin.");
        await client.Page.GetByRole(AriaRole.Button, new() { Name = French.Of<HelpdeskPages>("SendTicket"), Exact = true }).ClickAsync();
        await client.Page.ReachAsync(new Regex("/portal/tickets/[0-9]+"));
        await client.AssertNothingSticksOutAsync();
        return $"/tickets/{Regex.Match(client.Page.Url, "tickets/([0-9]+)").Groups[1].Value}";
    }

    /// <summary>The task of the job and its line count what was delivered; eight hours more are refused, then invoiced as far as they go over, then taken below zero.</summary>
    private static async Task<string> EightMoreUnderEachRuleAsync(HoursPages staff, Session office, string ticket, string job)
    {
        await office.GoAsync(job);
        var task = office.Page.Locator("#plan .tasks > li").First;
        await ShowsAsync(task, "3.5", null);
        var pack = (await office.Page.Locator("#plan .line-hours").First.GetAttributeAsync("href"))!;

        await staff.RuleAsync(pack, "Block", null);
        await office.GoAsync(ticket);
        var before = await office.Page.Locator("#time ul > li").CountAsync();
        await staff.EnterAsync("8");
        await Assertions.Expect(office.Page.Locator("#time [role=alert]")).ToBeVisibleAsync();
        Assert.Equal(before, await office.Page.Locator("#time ul > li").CountAsync());

        await staff.RuleAsync(pack, "Bill", "110");
        await staff.LogAsync(ticket, "8");
        await office.GoAsync(job);
        await ShowsAsync(task, "10", "0");

        await staff.RuleAsync(pack, "Allow", null);
        await staff.LogAsync(ticket, "8");
        await office.GoAsync(job);
        await ShowsAsync(task, "18", null);
        await Assertions.Expect(task.Locator(".text-refused")).ToBeVisibleAsync();
        await office.ShotAsync("prepaid-hours-task");
        return pack;
    }

    /// <summary>Eight hours below zero, ten more: two are left of twenty bought, whatever the client had before.</summary>
    private static async Task TopUpAsync(HoursPages staff, Session client, string pack)
    {
        var page = client.Page;
        var before = await StatementAsync(client);
        var quote = await staff.ProposeMoreAsync(pack);
        await client.GoAsync($"/portal/quotes/{quote}");
        await ClientPages.SignAsync(page);
        await page.Locator("button[value=approve]").ClickAsync();
        await Assertions.Expect(page.Locator("#signature-pad")).ToHaveCountAsync(0);
        await client.ShotAsync("prepaid-hours-top-up");

        var after = await StatementAsync(client);
        Assert.Equal((before.Bought + 10, before.Used, before.Left + 10), (after.Bought, after.Used, after.Left));
        Assert.Equal(after.Left, after.Movements);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Words.Containing("−8 h"));
        await client.AssertNothingSticksOutAsync();
        await client.ShotAsync("prepaid-hours-statement");
    }

    /// <summary>What the portal says of the last twelve months; the balance before and all movements come to what is left.</summary>
    private static async Task<(decimal Bought, decimal Used, decimal Left, decimal Movements)> StatementAsync(Session client)
    {
        await client.GoAsync("/portal/hours");
        var facts = client.Page.Locator("dl.facts dd");
        var figures = (await facts.AllInnerTextsAsync()).Select(HoursPages.Hours).ToList();
        var movements = client.Page.Locator("section.card", new() { Has = client.Page.GetByRole(AriaRole.Heading, new() { Name = French.Of<HelpdeskPages>("Movements"), Exact = true }) });
        var rows = await movements.Locator("tbody td.number").AllInnerTextsAsync();
        return (figures[1], figures[2], figures[^1], figures[0] + rows.Sum(HoursPages.Hours));
    }

    private static async Task ShowsAsync(ILocator place, string delivered, string? left)
    {
        await Assertions.Expect(place).ToContainTextAsync(English.Of<JobFoldersPages>("LineDelivered", delivered));
        if (left is not null)
        {
            await Assertions.Expect(place).ToContainTextAsync(English.Of<JobFoldersPages>("LineLeft", left));
        }
    }
}
