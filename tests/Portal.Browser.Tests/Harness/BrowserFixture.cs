using Microsoft.Playwright;

namespace Portal.Browser.Tests.Harness;

/// <summary>One application and one browser for all tests of the collection; every test gets a session of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? playwright;

    public PortalProcess Portal { get; private set; } = default!;

    public IBrowser Browser { get; private set; } = default!;

    public async Task InitializeAsync()
    {
        if (Needs.Browser is not null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(Session.Patience);
        Portal = await PortalProcess.StartAsync();
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Needs.Chromium ?? throw new InvalidOperationException("PORTAL_REQUIRE_ALL is set, and there is no Chromium."),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        playwright?.Dispose();
        if (Portal is not null)
        {
            await Portal.DisposeAsync();
        }
    }

    public Task<Session> OpenAsync(Screen? screen = null) => Session.OpenAsync(Browser, Portal.Address, screen ?? Screen.Desktop);
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}
