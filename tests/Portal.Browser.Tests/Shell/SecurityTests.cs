using System.Net;
using Portal.Browser.Tests.Harness;

namespace Portal.Browser.Tests.Shell;

/// <summary>What every answer of the running application carries.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SecurityTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task EveryPage_ForbidsForeignAndInlineScripts()
    {
        using var client = new HttpClient { BaseAddress = fixture.Portal.Address };
        foreach (var path in new[] { "/dev/kit", "/dev/kit/static", "/no/such/page", "/css/base.css" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        }
    }

    [BrowserFact]
    public async Task InlineScript_IsBlockedByTheBrowser()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit/static");

        await session.Page.EvaluateAsync(
            "() => { const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script); }");

        Assert.False(await session.Page.EvaluateAsync<bool>("() => window.ran === true"));
        await session.AssertComplainsAsync("Content Security Policy");
    }

    [BrowserFact]
    public async Task FormWithoutToken_IsRefused()
    {
        using var client = new HttpClient { BaseAddress = fixture.Portal.Address };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sample", ["Input.Name"] = "x" });

        using var answer = await client.PostAsync(new Uri("/dev/kit/static", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [BrowserFact]
    public async Task Preferences_LeadOnlyBackToOurOwnPages()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = fixture.Portal.Address };
        foreach (var (back, expected) in new[] { ("/dev/kit?tab=form", "/dev/kit?tab=form"), ("https://evil.example", "/"), ("//evil.example", "/"), ("/\\evil.example", "/") })
        {
            using var answer = await client.GetAsync(new Uri($"/preferences/language/fr-FR?back={Uri.EscapeDataString(back)}", UriKind.Relative));
            Assert.Equal(expected, answer.Headers.Location?.ToString());
        }
    }
}
