using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.ClientPortal;
using Portal.Web.Account;
using Portal.Web.ClientPortal;
using Portal.Web.PersonalLinks;
using Portal.Web.Quotes;

namespace Portal.Browser.Tests.Stories;

/// <summary>What the client's person does: approves by the personal link, and later uses the portal.</summary>
internal sealed class ClientPages(Session session, StoryCase story)
{
    private const string OwnPassword = "verre souffle et sable fin";

    private readonly Words words = new(story.ClientLanguage);

    private IPage Page => session.Page;

    public async Task ApproveAsync(string link)
    {
        await session.GoAsync(link);
        await Assertions.Expect(Approve(story.WithoutOption)).ToBeVisibleAsync();
        await session.ShotAsync($"story-{story.Name}-06-public-quote");
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = StoryCase.LastDescription }).CheckAsync();
        await Assertions.Expect(Approve(story.Total)).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Textbox, new() { Name = words.Of<PersonalLinksPages>("YourName") }).FillAsync(story.Manager.Name);
        await SignAsync(Page);
        await session.ShotAsync($"story-{story.Name}-07-public-signed");
        await Approve(story.Total).ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = words.Of<QuotesPages>("ThankYou") }).WaitForAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Status).First).ToContainTextAsync(story.Manager.Name);
        await session.ShotAsync($"story-{story.Name}-08-public-approved");
    }

    public async Task OpenAccountAsync(string link)
    {
        await session.GoAsync(link);
        await Page.Locator("input[type=password]").FillAsync(OwnPassword);
        await session.ShotAsync($"story-{story.Name}-11-invitation");
        await Page.GetByRole(AriaRole.Button, new() { Name = words.Of<AccountPages>("OpenAccount") }).ClickAsync();
        await Page.ReachAsync("**/portal");
        await session.ShotAsync($"story-{story.Name}-12-portal");
    }

    /// <summary>Every invoice stands in the list; answers the address of the PDF behind the link of each.</summary>
    public async Task<IReadOnlyList<string>> FindInvoicesAsync(params IReadOnlyList<StaffPages.Invoice> invoices)
    {
        await session.GoAsync("/portal/invoices");
        await Assertions.Expect(Page.Locator(".portal-row")).ToHaveCountAsync(invoices.Count);
        foreach (var invoice in invoices)
        {
            await Assertions.Expect(Page.Locator(".portal-row", new() { HasText = invoice.Number })).ToContainTextAsync(words.Formats.Amount(invoice.Total, story.Currency));
        }

        await session.ShotAsync($"story-{story.Name}-13-portal-invoices");
        var links = new List<string>();
        foreach (var invoice in invoices)
        {
            await session.GoAsync($"/portal/invoices/{invoice.Id}");
            links.Add((await Page.GetByRole(AriaRole.Link, new() { Name = words.Of<ClientPortalPages>("DownloadPdf") }).GetAttributeAsync("href"))!);
        }

        return links;
    }

    public async Task<byte[]> DownloadAsync(string path)
    {
        var answer = await Page.APIRequest.GetAsync(session.At(path).AbsoluteUri);
        Assert.Equal(200, answer.Status);
        Assert.Equal("application/pdf", answer.Headers["content-type"]);
        return await answer.BodyAsync();
    }

    public Task PayByCardAsync(StaffPages.Invoice invoice) => PayByCardAsync(session, words, invoice.Id, words.Formats.Amount(invoice.Total, story.Currency), $"story-{story.Name}-14-portal-paid");

    /// <summary>On the page of the practice provider; the invoice is paid afterwards.</summary>
    /// <param name="amount">As the button says it.</param>
    internal static async Task PayByCardAsync(Session session, Words words, long invoiceId, string amount, string shot)
    {
        var page = session.Page;
        await session.GoAsync($"/portal/invoices/{invoiceId}");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<ClientPortalPages>("PayNow", amount)) }).ClickAsync();
        await page.ReachAsync("**/practice-pay/*");
        await page.Locator("button[value=Pay]").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = words.Of<ClientPortalPages>("Result.Succeeded") }).WaitForAsync();
        await session.ShotAsync(shot);
        await session.GoAsync($"/portal/invoices/{invoiceId}");
        await Assertions.Expect(page.Locator(".page-header .badge")).ToHaveTextAsync(Words.Exactly(words.Of<ClientPortalText>("OwnInvoiceState.Paid")));
    }

    private ILocator Approve(decimal total) =>
        Page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<QuotesPages>("ApproveFor", words.Formats.Amount(total, story.Currency))) });

    internal static async Task SignAsync(IPage page)
    {
        var canvas = page.Locator("#signature-pad");
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = await canvas.BoundingBoxAsync() ?? throw new InvalidOperationException("There is nowhere to sign.");
        await page.Mouse.MoveAsync(box.X + 40, box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        foreach (var (x, y) in new[] { (0.2f, 0.2f), (0.35f, 0.8f), (0.5f, 0.25f), (0.65f, 0.7f), (0.85f, 0.4f) })
        {
            await page.Mouse.MoveAsync(box.X + (box.Width * x), box.Y + (box.Height * y), new() { Steps = 4 });
        }

        await page.Mouse.UpAsync();
        await Assertions.Expect(page.Locator("[data-signature-value]")).ToHaveValueAsync(new Regex("^data:image/png;base64,.{500,}"));
    }
}
