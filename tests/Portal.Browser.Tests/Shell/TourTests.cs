using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Accounts;

namespace Portal.Browser.Tests.Shell;

/// <summary>
/// Follows the navigation as an administrator, on every screen: each page that it leads to, and the first record of each list, is
/// drawn without complaint, fits the screen, has no serious axe-core finding, and leaves a picture. New pages are visited by themselves.
/// Another language has other words in the same markup: it is looked at for room, not for its markup again.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class TourTests(BrowserFixture fixture)
{
    public static TheoryData<int> Screens() => [.. Enumerable.Range(0, Screen.All.Count)];

    [AccessibilityTheory]
    [MemberData(nameof(Screens))]
    public async Task EveryPageOfTheNavigation_FitsTheScreen_AndIsAccessible(int screen)
    {
        await using var session = await fixture.OpenAsync(Screen.All[screen]);
        await session.SignInAsync(DemoAccounts.All[0].Email);
        await session.GoAsync($"/preferences/language/{session.Screen.Language}?back=/dev/kit");
        var failures = new List<string>();
        var paths = await LinksAsync(session, "#navigation .nav-link");
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            await LookAsync(session, path, NameOf(path), failures);
            if (await session.Page.Locator("tbody .row-link").CountAsync() > 0)
            {
                var record = (await LinksAsync(session, "tbody .row-link"))[0];
                await LookAsync(session, record, NameOf(path) + "-record", failures);
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static async Task LookAsync(Session session, string path, string name, List<string> failures)
    {
        try
        {
            await session.GoAsync(path);
            await Assertions.Expect(session.Page.Locator(".table-progress, .skeletons")).ToHaveCountAsync(0);
            await session.ShotAsync(name, wholePage: !session.Screen.IsPhone);
            await session.AssertNothingSticksOutAsync();
            if (session.Screen.Language == Screen.Desktop.Language)
            {
                await session.AssertNoSeriousAxeFindings();
            }

            session.AssertNoComplaints();
        }
        catch (Exception failed) when (failed is Xunit.Sdk.XunitException or PlaywrightException or TimeoutException)
        {
            failures.Add(failed.Message);
            session.ForgetComplaints();
        }
    }

    private static async Task<IReadOnlyList<string>> LinksAsync(Session session, string selector) =>
        await session.Page.Locator(selector).EvaluateAllAsync<string[]>("links => links.map(l => new URL(l.href)).map(u => u.pathname + u.search)");

    private static string NameOf(string path) => path == "/" ? "home" : path.Trim('/').Replace('/', '-');
}
