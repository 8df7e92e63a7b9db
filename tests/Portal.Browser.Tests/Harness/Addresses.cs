using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portal.Browser.Tests.Harness;

/// <summary>
/// Waits for an address, and until its page has its styles and scripts. The library's own wait listens for the load event, and misses it where it
/// arrives between its look and its listening.
/// </summary>
internal static class Addresses
{
    public static async Task ReachAsync(this IPage page, Func<string, bool> isThere)
    {
        for (var waited = Stopwatch.StartNew(); !isThere(page.Url) || !await IsLoadedAsync(page);)
        {
            Assert.True(waited.ElapsedMilliseconds < Session.Patience, $"Still at {page.Url}.");
            await Task.Delay(50);
        }
    }

    public static Task ReachAsync(this IPage page, Regex address) => page.ReachAsync(address.IsMatch);

    /// <param name="address">"*" is a part without a slash, "**" anything.</param>
    public static Task ReachAsync(this IPage page, string address) =>
        page.ReachAsync(new Regex($"^{Regex.Escape(address).Replace("\\*\\*", ".*", StringComparison.Ordinal).Replace("\\*", "[^/]*", StringComparison.Ordinal)}$"));

    private static async Task<bool> IsLoadedAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<bool>("document.readyState === 'complete'");
        }
        catch (PlaywrightException)
        {
            // It went on to another page meanwhile.
            return false;
        }
    }
}
