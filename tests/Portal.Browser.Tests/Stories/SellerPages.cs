using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Web.Clients;
using Portal.Web.Quotes;

namespace Portal.Browser.Tests.Stories;

/// <summary>What the salesperson does: the client, the quote, its sending, the invitation to the portal.</summary>
internal sealed class SellerPages(Session session, StoryCase story)
{
    private readonly Words words = new(story.StaffLanguage);

    private IPage Page => session.Page;

    public async Task<long> CreateClientAsync()
    {
        await session.GoAsync("/clients/new");
        await Field("LegalEntityId").SelectOptionAsync(new SelectOptionValue { Label = story.Company });
        await FillAsync("Name", story.Client);
        await FillAsync("BillingAddress.Line1", story.Address.Line);
        await FillAsync("BillingAddress.City", story.Address.City);
        await FillAsync("BillingAddress.Region", story.Address.Region);
        await FillAsync("BillingAddress.PostalCode", story.Address.PostalCode);
        await FillAsync(story.Number.Field, story.Number.Value);
        await Assertions.Expect(Field("Currency")).ToHaveValueAsync(story.Currency);
        await Assertions.Expect(Field("Language")).ToHaveValueAsync(story.ClientLanguage);
        await FillAsync("BillingManager.Name", story.Manager.Name);
        await FillAsync("BillingManager.Email", story.Manager.Email);
        for (var i = 0; i < story.Copies.Count; i++)
        {
            await Button<ClientsPages>("AddCopy").ClickAsync();
            await FillAsync($"Contacts[{i}].Name", story.Copies[i].Name);
            await FillAsync($"Contacts[{i}].Email", story.Copies[i].Email);
        }

        await session.ShotAsync($"story-{story.Name}-01-client-new");
        await Button<ClientsPages>("Create").ClickAsync();
        await Page.ReachAsync(new Regex("/clients/[0-9]+$"));
        await Assertions.Expect(Page.Locator("h1")).ToContainTextAsync(story.Client);
        var recipients = Page.Locator("section.card", new() { Has = Page.GetByRole(AriaRole.Heading, new() { Name = words.Of<ClientsPages>("InvoicesGoTo") }) });
        foreach (var person in story.Copies.Append(story.Manager))
        {
            await Assertions.Expect(recipients).ToContainTextAsync(person.Email);
        }

        await session.ShotAsync($"story-{story.Name}-02-client");
        return IdInAddress();
    }

    public async Task<long> WriteQuoteAsync(DateOnly secondOn)
    {
        await session.GoAsync("/quotes/new");
        await ChooseAsync("ClientId", story.Client);
        await FillAsync("Title", story.Title);
        await Button<QuotesPages>("CreateQuote").ClickAsync();
        await Page.ReachAsync(new Regex("/quotes/[0-9]+$"));
        for (var i = 0; i < StoryCase.Products.Count; i++)
        {
            var (product, quantity, price) = StoryCase.Products[i];
            await ChooseAsync("AddProduct", product);
            await FillAsync($"Lines[{i}].Quantity", quantity);
            await FillAsync($"Lines[{i}].UnitPrice", price);
        }

        var last = StoryCase.Products.Count;
        await Button<QuotesPages>("AddText").ClickAsync();
        await FillAsync($"Lines[{last}].Description", StoryCase.LastDescription);
        await FillAsync($"Lines[{last}].Quantity", "1");
        await FillAsync($"Lines[{last}].UnitPrice", "310");
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = words.Of<QuotesPages>("OnLine", words.Of<QuotesPages>("Option"), last + 1) }).CheckAsync();

        await Page.Locator("summary", new() { HasText = words.Of<QuotesPages>("AddSchedule") }).ClickAsync();
        await Button<QuotesPages>("PresetDeposit").ClickAsync();
        await Assertions.Expect(Field("S0.Stages[0].Percent")).ToHaveValueAsync("30");
        await Assertions.Expect(Field("S0.Stages[1].Percent")).ToHaveValueAsync("70");
        await FillAsync("S0.Stages[1].Date", secondOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await Assertions.Expect(Page.Locator(".totals dd.sum")).ToHaveTextAsync(Words.Exactly(words.Formats.Amount(story.WithoutOption, story.Currency)));
        await Assertions.Expect(Page.Locator(".save-state")).ToHaveTextAsync(Words.Exactly(words.Of<QuotesPages>("Saved")));
        await session.ShotAsync($"story-{story.Name}-03-quote-draft");
        return IdInAddress();
    }

    /// <summary>Answers the number that the quote bears.</summary>
    public async Task<string> SendQuoteAsync()
    {
        await Page.Locator(".page-header-actions").GetByRole(AriaRole.Button, new() { Name = words.Of<QuotesPages>("Send"), Exact = true }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Locator("[name=ToContactId] option:checked")).ToContainTextAsync(story.Manager.Email);
        await session.ShotAsync($"story-{story.Name}-04-quote-send", wholePage: false);
        await dialog.GetByRole(AriaRole.Button, new() { Name = words.Of<QuotesPages>("Send"), Exact = true }).ClickAsync();
        await Button<QuotesPages>("SendAgain").WaitForAsync();
        await session.ShotAsync($"story-{story.Name}-05-quote-sent");
        return (await Page.Locator("h1 span").First.InnerTextAsync()).Trim();
    }

    public async Task InviteAsync(long clientId)
    {
        await session.GoAsync($"/clients/{clientId}");
        await Page.GetByRole(AriaRole.Button, new() { Name = words.Of<ClientsPages>("ChangeThis", story.Manager.Name) }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = words.Of<ClientsPages>("Invite") }).WaitForAsync();
        await session.ShotAsync($"story-{story.Name}-10-invite", wholePage: false);
        await Button<ClientsPages>("Invite").ClickAsync();
        await Page.GetByText(words.Of<ClientsPages>("Invited", story.Manager.Email)).First.WaitForAsync();
    }

    private async Task FillAsync(string name, string text)
    {
        await Field(name).FillAsync(text);
        await Field(name).BlurAsync();
    }

    private async Task ChooseAsync(string name, string text)
    {
        var picker = Page.Locator("#f-" + name);
        await picker.ClickAsync();
        await picker.PressSequentiallyAsync(text);
        await Assertions.Expect(Page.Locator($"#f-{name}-0")).ToContainTextAsync(text);
        await Assertions.Expect(Page.Locator($"#f-{name}-1")).ToHaveCountAsync(0);
        await Assertions.Expect(picker).ToHaveValueAsync(text);
        await picker.PressAsync("Enter");
        await Assertions.Expect(picker).ToHaveAttributeAsync("aria-expanded", "false");
    }

    private ILocator Field(string name) => Page.Locator($"[name='{name}']");

    private ILocator Button<T>(string key) => Page.GetByRole(AriaRole.Button, new() { Name = words.Of<T>(key), Exact = true });

    private long IdInAddress() => long.Parse(Page.Url[(Page.Url.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);
}
