using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portal.Browser.Tests.Harness;

/// <summary>
/// Waits for an address. The library's own wait asks for the load event, too, and misses it where it arrives between its look and its
/// listening; what a test does next waits for what it needs anyway.
/// </summary>
internal static class Addresses
{
    public static async Task ReachAsync(this IPage page, Func<string, bool> isThere)
    {
        for (var waited = Stopwatch.StartNew(); !isThere(page.Url);)
        {
            Assert.True(waited.ElapsedMilliseconds < Session.Patience, $"Still at {page.Url}.");
            await Task.Delay(50);
        }
    }

    public static Task ReachAsync(this IPage page, Regex address) => page.ReachAsync(address.IsMatch);

    /// <param name="address">"*" is a part without a slash, "**" anything.</param>
    public static Task ReachAsync(this IPage page, string address) =>
        page.ReachAsync(new Regex($"^{Regex.Escape(address).Replace("\\*\\*", ".*", StringComparison.Ordinal).Replace("\\*", "[^/]*", StringComparison.Ordinal)}$"));
}
