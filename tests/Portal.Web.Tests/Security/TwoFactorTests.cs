using System.Net;
using System.Text.RegularExpressions;
using Portal.Business.Accounts;

namespace Portal.Web.Tests.Security;

public sealed partial class TwoFactorTests : IAsyncLifetime
{
    private const string Sales = "sales@atelier-boreal.example";
    private readonly PortalApp app = new();

    public async Task InitializeAsync() => await app.WithDemoAccountsAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task TwoFactor_TurnedOn_AsksForACodeThatWorksOnce()
    {
        var (key, _) = await TurnOnAsync();
        var browser = app.Visit();
        var step = await browser.SignInAsync(Sales, query: "?returnUrl=%2Faccount");
        Assert.StartsWith("/account/code?", step.Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/account")).Status);

        var code = AuthenticatorApp.Code(key, steps: 1);
        var inside = await browser.SendAsync(step.Location!, "code", ("Input.Code", code[..3] + " " + code[3..]));
        Assert.Equal("/account", inside.Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/account")).Status);

        var thief = app.Visit();
        var again = await thief.SignInAsync(Sales);
        Assert.Equal(HttpStatusCode.OK, (await thief.SendAsync(again.Location!, "code", ("Input.Code", code))).Status);
    }

    [Fact]
    public async Task TwoFactor_CodeWithoutThePassword_StartsAgain()
    {
        var (key, _) = await TurnOnAsync();

        var answer = await app.Visit().SendAsync("/account/code", "code", ("Input.Code", AuthenticatorApp.Code(key, 1)));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code", "000000")]
    [InlineData("recovery", "AAAAA-BBBBB")]
    public async Task TwoFactor_GuessedFiveTimes_LocksTheAccount(string page, string guess)
    {
        var (key, _) = await TurnOnAsync();
        var browser = app.Visit();
        await browser.SignInAsync(Sales);
        for (var i = 0; i < 5; i++)
        {
            await browser.SendAsync($"/account/{page}", page, ("Input.Code", guess));
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync("/account/code", "code", ("Input.Code", AuthenticatorApp.Code(key, 1)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Visit().SignInAsync(Sales)).Status);
    }

    [Fact]
    public async Task RecoveryCodes_EachWorkOnceHoweverTheyAreTyped()
    {
        var (_, codes) = await TurnOnAsync();
        Assert.Equal(10, codes.Count);
        foreach (var (typed, status) in new[] { (codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), HttpStatusCode.Redirect), (codes[0], HttpStatusCode.OK), (codes[1], HttpStatusCode.Redirect), (codes[9], HttpStatusCode.Redirect) })
        {
            var browser = app.Visit();
            await browser.SignInAsync(Sales);
            Assert.Equal(status, (await browser.SendAsync("/account/recovery", "recovery", ("Input.Code", typed))).Status);
        }
    }

    [Fact]
    public async Task RecoveryCodes_InTheDatabase_AreHashes()
    {
        var (_, codes) = await TurnOnAsync();
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={app.DatabaseFile}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Value FROM UserTokens WHERE Name = 'RecoveryCodes'";
        var stored = (string)(await command.ExecuteScalarAsync())!;

        Assert.All(codes, code => Assert.DoesNotContain(code, stored, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task TwoFactor_TurnedOnWithAWrongCode_StaysOff()
    {
        var browser = app.Visit();
        await browser.SignInAsync(Sales);

        var answer = await browser.SendAsync("/account/two-factor", "turn-on", ("Input.Code", "000000"));

        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal("/", (await app.Visit().SignInAsync(Sales)).Location);
    }

    [Fact]
    public async Task TwoFactor_TurnedOff_NeedsThePassword()
    {
        var (_, _, browser) = await SetUpAsync();

        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync("/account/two-factor", "turn-off", ("Off.CurrentPassword", "wrong wrong wrong"))).Status);
        Assert.StartsWith("/account/code", (await app.Visit().SignInAsync(Sales)).Location, StringComparison.Ordinal);
        Assert.Equal("/account", (await browser.SendAsync("/account/two-factor", "turn-off", ("Off.CurrentPassword", DemoAccounts.Password))).Location);
        Assert.Equal("/", (await app.Visit().SignInAsync(Sales)).Location);
    }

    [Fact]
    public async Task TwoFactor_TurnedOn_NeverShowsItsKeyAgain()
    {
        var (key, _, browser) = await SetUpAsync();

        var page = await browser.OpenAsync("/account/two-factor");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain(key, page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<svg xmlns", page.Body.Split("<main", 2)[1], StringComparison.OrdinalIgnoreCase);
    }

    private async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync()
    {
        var (key, codes, _) = await SetUpAsync();
        return (key, codes);
    }

    private async Task<(string Key, IReadOnlyList<string> Codes, Browser Browser)> SetUpAsync()
    {
        var browser = app.Visit();
        await browser.SignInAsync(Sales);
        var page = await browser.OpenAsync("/account/two-factor");
        var key = Key().Match(page.Body).Groups[1].Value;
        var answer = await browser.SendAsync("/account/two-factor", "turn-on", ("Input.Code", AuthenticatorApp.Code(key)));
        var codes = RecoveryCode().Matches(answer.Body).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(codes);
        return (key, codes, browser);
    }

    [GeneratedRegex("<code>([A-Z2-7 ]{20,})</code>")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([A-Z0-9]{5}-[A-Z0-9]{5})</code></li>")]
    private static partial Regex RecoveryCode();
}
