using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;
using Portal.Business.Accounts;

namespace Portal.Browser.Tests.Harness;

/// <summary>
/// One person at one screen: a browser context with cookies of its own. Remembers what the console complained of, so that a test can
/// say that nothing was blocked or thrown.
/// </summary>
public sealed class Session : IAsyncDisposable
{
    /// <summary>
    /// Milliseconds that a person would wait at most for what should be there at once. Where other work leaves little of the machine, what
    /// takes a tenth of a second may take some of them; a test that passes is no slower for it.
    /// </summary>
    public const float Patience = 30_000;

    /// <summary>To look for races: PORTAL_SLOW_BROWSER=6 lets the browser work at a sixth of its speed.</summary>
    private static readonly int? Slower = int.TryParse(Environment.GetEnvironmentVariable("PORTAL_SLOW_BROWSER"), out var rate) ? rate : null;

    private readonly ConcurrentQueue<string> complaints = [];
    private readonly IBrowserContext context;
    private readonly Uri address;

    private Session(IBrowserContext context, IPage page, Uri address, Screen screen)
    {
        this.context = context;
        this.address = address;
        Page = page;
        Screen = screen;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
    }

    public IPage Page { get; }

    public Screen Screen { get; }

    public IReadOnlyCollection<string> Complaints => complaints;

    public void ForgetComplaints() => complaints.Clear();

    public static async Task<Session> OpenAsync(IBrowser browser, Uri address, Screen screen)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = screen.Language,
            TimezoneId = "America/Toronto",
            HasTouch = screen.IsPhone,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        if (Slower is { } rate)
        {
            await (await context.NewCDPSessionAsync(page)).SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = rate });
        }

        return new Session(context, page, address, screen);
    }

    /// <summary>Opens a page and waits until it is ready: static pages when they are there, others when their circuit has drawn and focused their heading.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("h1").First.WaitForAsync();
        await Page.Locator("blazor-focus-on-navigate, h1:focus").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }

    /// <summary>Signs in as a person does, by the labels of the form, and waits until it leads on.</summary>
    public async Task SignInAsync(string email, string password = DemoAccounts.Password)
    {
        await GoAsync("/account/sign-in");
        await Page.Locator("input[type=email]").FillAsync(email);
        await Page.Locator("input[type=password]").FillAsync(password);
        await Page.Locator("main button[type=submit]").ClickAsync();
        await Page.ReachAsync(url => !url.Contains("/account/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Keeps a picture of the whole page under artifacts/screenshots.</summary>
    public async Task ShotAsync(string name, bool wholePage = true)
    {
        await Page.EvaluateAsync("document.fonts.ready");
        await Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Repository.Screenshots, $"{name}-{Screen}.png"),
            FullPage = wholePage,
        });
    }

    /// <summary>Nothing may stick out to the side: a phone would have to scroll in two directions.</summary>
    public async Task AssertNothingSticksOutAsync()
    {
        var widths = await Page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        Assert.True(widths[0] <= widths[1], $"{Page.Url} is {widths[0]} px wide on a screen of {widths[1]} px.");
    }

    /// <summary>axe-core finds nothing serious or critical on the page as it stands. In the dark only the contrast is looked at: the markup is the same.</summary>
    public async Task AssertNoSeriousAxeFindings()
    {
        var rules = Screen.Dark ? """{ "type": "rule", "values": ["color-contrast"] }""" : "undefined";
        // Handed to the debugger, not put into the page: the content security policy holds in tests too.
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Repository.Axe ?? throw new InvalidOperationException("axe-core is not installed.")));
        var findings = await Page.EvaluateAsync<string[]>(
            $$"""
            async () => (await axe.run(document, { resultTypes: ["violations"], runOnly: {{rules}} })).violations
                .filter(v => v.impact === "serious" || v.impact === "critical")
                .map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 4).map(n => n.html.slice(0, 160) + " — " + n.failureSummary.replace(/\s+/g, " ")).join(" | ")}`)
            """);
        Assert.True(findings.Length == 0, $"{Page.Url} ({Screen}):\n{string.Join("\n", findings)}");
    }

    public void AssertNoComplaints() => Assert.True(Complaints.Count == 0, string.Join("\n", Complaints));

    /// <summary>The console is told of a complaint a moment after its cause.</summary>
    public async Task AssertComplainsAsync(string text)
    {
        for (var waited = Stopwatch.StartNew(); !Complaints.Any(c => c.Contains(text, StringComparison.Ordinal));)
        {
            Assert.True(waited.ElapsedMilliseconds < Patience, $"The console does not complain of “{text}”.");
            await Task.Delay(50);
        }
    }

    /// <summary>The bytes of what a link with "download" gives.</summary>
    public async Task<(string Name, byte[] Content)> DownloadAsync(ILocator link)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    public Uri At(string path) => new(address, path);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
