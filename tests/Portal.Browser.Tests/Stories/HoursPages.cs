using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Web.Helpdesk;
using Portal.Web.Quotes;

namespace Portal.Browser.Tests.Stories;

/// <summary>What the staff do with prepaid hours: sell them, log time on them, set their rule, propose more.</summary>
internal sealed class HoursPages(Session session, Words words)
{
    private IPage Page => session.Page;

    /// <summary>"−1,5 h" and "+10 h" as numbers, in either language.</summary>
    public static decimal Hours(string text) =>
        decimal.Parse(Regex.Match(text.Replace('−', '-').Replace(',', '.'), @"-?[0-9]+(\.[0-9]+)?").Value, CultureInfo.InvariantCulture);

    /// <summary>Ten hours, approved by telephone. Answers the address of the job, with its invoice.</summary>
    public async Task<string> SellAsync(string title)
    {
        await session.GoAsync("/quotes/new");
        await ChooseAsync("ClientId", "Imprimerie du Fleuve");
        await Page.Locator("#f-Title").FillAsync(title);
        await Button<QuotesPages>("CreateQuote").ClickAsync();
        await Page.ReachAsync(new Regex("/quotes/[0-9]+$"));
        await ChooseAsync("AddProduct", "ASSIST-H");
        await Page.Locator("[name='Lines[0].Quantity']").FillAsync("10");
        await Page.Locator("[name='Lines[0].Quantity']").BlurAsync();
        await Assertions.Expect(Page.Locator(".save-state")).ToHaveTextAsync(Words.Exactly(words.Of<QuotesPages>("Saved")));
        await Page.Locator(".page-header-actions summary, .page-header-actions .menu > button").Last.ClickAsync();
        await Button<QuotesPages>("ApproveForClient").ClickAsync();
        await Page.Locator("dialog[open] #f-Reason").FillAsync("Par téléphone");
        await Page.Locator("dialog[open] button[type=submit]").ClickAsync();
        await Page.Locator(".counters a[href^='/jobs/']").First.ClickAsync();
        await Page.ReachAsync(new Regex("/jobs/[0-9]+"));
        await Assertions.Expect(Page.Locator("#invoices tbody tr")).ToHaveCountAsync(1);
        return new Uri(Page.Url).AbsolutePath;
    }

    public async Task LogAsync(string ticket, string hours)
    {
        await session.GoAsync(ticket);
        await Page.Locator("#time #f-Minutes").WaitForAsync();
        var before = await Page.Locator("#time ul > li").CountAsync();
        await EnterAsync(hours);
        await Assertions.Expect(Page.Locator("#time ul > li")).ToHaveCountAsync(before + 1);
    }

    public async Task EnterAsync(string hours)
    {
        await Page.Locator("#time #f-Minutes").FillAsync(hours);
        await Page.Locator("#time #f-Note").FillAsync("Pilote remplacé");
        await Page.Locator("#time").GetByRole(AriaRole.Button, new() { Name = words.Of<HelpdeskPages>("LogTime"), Exact = true }).ClickAsync();
    }

    public async Task RuleAsync(string pack, string rule, string? rate)
    {
        await session.GoAsync(pack);
        await Button<HelpdeskPages>("ChangeOverage").ClickAsync();
        var dialog = Page.Locator("dialog[open]");
        await dialog.Locator("#f-Overage").SelectOptionAsync(rule);
        if (rate is not null)
        {
            await dialog.Locator("#f-OverRate").FillAsync(rate);
        }

        await dialog.Locator("#f-Reason").FillAsync("As agreed");
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>In one click a quote, and sent. Answers its id.</summary>
    public async Task<long> ProposeMoreAsync(string pack)
    {
        await session.GoAsync(pack);
        await Button<HelpdeskPages>("ProposeTopUp").ClickAsync();
        await Page.ReachAsync(new Regex("/quotes/[0-9]+$"));
        await Assertions.Expect(Page.Locator("[name='Lines[0].Quantity']")).ToHaveValueAsync("10");
        await Page.Locator(".page-header-actions").GetByRole(AriaRole.Button, new() { Name = words.Of<QuotesPages>("Send"), Exact = true }).ClickAsync();
        await Page.Locator("dialog[open] button[type=submit]").ClickAsync();
        await Button<QuotesPages>("SendAgain").WaitForAsync();
        return long.Parse(new Uri(Page.Url).Segments[^1], CultureInfo.InvariantCulture);
    }

    private async Task ChooseAsync(string name, string text)
    {
        var picker = Page.Locator("#f-" + name);
        await picker.ClickAsync();
        await picker.PressSequentiallyAsync(text);
        await Assertions.Expect(Page.Locator($"#f-{name}-0")).ToContainTextAsync(text);
        await picker.PressAsync("Enter");
        await Assertions.Expect(picker).ToHaveAttributeAsync("aria-expanded", "false");
    }

    private ILocator Button<T>(string key) => Page.GetByRole(AriaRole.Button, new() { Name = words.Of<T>(key), Exact = true });
}
