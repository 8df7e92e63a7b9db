using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Web.Invoicing;
using Portal.Web.JobFolders;

namespace Portal.Browser.Tests.Stories;

/// <summary>What the staff see in the job, the invoices and the audit trail.</summary>
internal sealed class StaffPages(Session session, StoryCase story)
{
    private readonly Words words = new(story.StaffLanguage);

    private IPage Page => session.Page;

    /// <param name="Number">Of the proforma before it is issued.</param>
    internal sealed record Invoice(long Id, string Number, decimal Total);

    public async Task<long> OpenJobOfAsync(long quoteId)
    {
        await session.GoAsync($"/quotes/{quoteId}");
        await Page.Locator(".counters a[href^='/jobs/']").First.ClickAsync();
        await Page.ReachAsync(new Regex("/jobs/[0-9]+"));
        return long.Parse(new Uri(Page.Url).Segments[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>Three ordered lines and two invoices: the first issued, the second planned.</summary>
    public async Task<(Invoice First, Invoice Second)> CheckOrderedAsync(long jobId, DateOnly secondOn)
    {
        await session.GoAsync($"/jobs/{jobId}");
        var lines = Page.Locator("section.card", new() { Has = Page.GetByRole(AriaRole.Heading, new() { Name = words.Of<JobFoldersPages>("OrderedLines"), Exact = true }) });
        await Assertions.Expect(lines.Locator("tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(lines).ToContainTextAsync(StoryCase.LastDescription);
        await Assertions.Expect(Page.Locator("#invoices tbody tr")).ToHaveCountAsync(2);
        var first = await RowAsync(story.First);
        var second = await RowAsync(story.Second);
        await Assertions.Expect(RowOf(first)).ToContainTextAsync(Around<JobFoldersPages>("IssuedOn"));
        await Assertions.Expect(RowOf(second)).ToContainTextAsync(words.Of<JobFoldersPages>("PlannedOn", words.Formats.Date(secondOn)));
        await session.ShotAsync($"story-{story.Name}-09-job");
        return (first, second);
    }

    /// <summary>The second invoice once its day has come: issued, with the number after the first one's.</summary>
    public async Task<Invoice> CheckIssuedAsync(long jobId, Invoice first, DateOnly secondOn)
    {
        await session.GoAsync($"/jobs/{jobId}");
        await Assertions.Expect(Page.Locator("#invoices tbody tr")).ToHaveCountAsync(2);
        var second = await RowAsync(story.Second);
        await Assertions.Expect(RowOf(second)).ToContainTextAsync(words.Of<JobFoldersPages>("IssuedOn", words.Formats.Date(secondOn)));
        Assert.Equal(Counted(first.Number) + 1, Counted(second.Number));
        return second;
    }

    public async Task CheckPaidAsync(long jobId, Invoice paid)
    {
        await session.GoAsync($"/invoices?view=all&q={Uri.EscapeDataString(story.Client)}");
        var row = Page.Locator("tbody tr", new() { HasText = paid.Number });
        await Assertions.Expect(row).ToContainTextAsync(words.Of<InvoicingPages>("Paid"));
        await session.ShotAsync($"story-{story.Name}-15-invoice-list");

        await session.GoAsync($"/invoices/{paid.Id}");
        await Assertions.Expect(Page.Locator(".page-header-title .badge", new() { HasText = words.Of<InvoicingPages>("Paid") })).ToHaveCountAsync(1);
        await Assertions.Expect(Page.Locator("#payments li")).ToHaveCountAsync(1);
        await session.ShotAsync($"story-{story.Name}-16-invoice-paid");

        await session.GoAsync($"/jobs/{jobId}");
        var counter = Page.Locator(".counter", new() { HasText = words.Of<JobFoldersPages>("Paid") });
        await Assertions.Expect(counter).ToContainTextAsync(words.Formats.Amount(paid.Total, story.Currency));
        var payment = words.Of<Portal.Business.Payments.PaymentsText>("Timeline.Received", "§", words.Formats.Amount(paid.Total, story.Currency), paid.Number).Split('§');
        await Assertions.Expect(Page.Locator(".timeline")).ToContainTextAsync(Words.Containing(payment[1]));
        await session.ShotAsync($"story-{story.Name}-17-job-paid");
    }

    /// <summary>The audit trail says who created the client and who paid.</summary>
    public async Task CheckAuditAsync(Session administrator, string seller)
    {
        await administrator.GoAsync($"/settings/audit?q={Uri.EscapeDataString(seller)}");
        await Assertions.Expect(administrator.Page.Locator("tbody")).ToContainTextAsync(story.Client);
        await administrator.ShotAsync($"story-{story.Name}-18-audit-seller", wholePage: false);
        await administrator.GoAsync($"/settings/audit?q={Uri.EscapeDataString(story.Manager.Name)}");
        await Assertions.Expect(administrator.Page.Locator("tbody tr").First).ToContainTextAsync(story.Manager.Name);
        await administrator.ShotAsync($"story-{story.Name}-19-audit-client", wholePage: false);
    }

    private static int Counted(string number) => int.Parse(Regex.Match(number, "[0-9]+$").Value, CultureInfo.InvariantCulture);

    private ILocator RowOf(Invoice invoice) => Page.Locator("#invoices tbody tr", new() { HasText = invoice.Number });

    private async Task<Invoice> RowAsync(decimal total)
    {
        var link = Page.Locator("#invoices tbody tr", new() { HasTextRegex = Words.Containing(words.Formats.Amount(total, story.Currency)) }).Locator("a.row-link");
        await Assertions.Expect(link).ToHaveCountAsync(1);
        var address = await link.GetAttributeAsync("href");
        return new Invoice(long.Parse(address!.Split('/')[^1], CultureInfo.InvariantCulture), (await link.InnerTextAsync()).Trim(), total);
    }

    private string Around<T>(string key) => words.Of<T>(key, "").Trim();
}
