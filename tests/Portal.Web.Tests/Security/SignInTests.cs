using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;

namespace Portal.Web.Tests.Security;

/// <summary>Signing in as an attacker would try it, over HTTP and through the real pages.</summary>
public sealed partial class SignInTests : IAsyncLifetime
{
    private const string Admin = "admin@atelier-boreal.example";
    private const string Sales = "sales@atelier-boreal.example";
    private const string WrongPassword = "not the password 1";

    private readonly PortalApp app = new();

    public async Task InitializeAsync() => await app.WithDemoAccountsAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task SignIn_WithTheRightPassword_OpensThePageThatWasAskedFor()
    {
        var browser = app.Visit();
        var asked = await browser.OpenAsync("/settings/users?view=all");

        var answer = await browser.SignInAsync(" ADMIN@atelier-boreal.example ", query: asked.Location![asked.Location!.IndexOf('?')..]);

        Assert.Equal((HttpStatusCode.Redirect, "/settings/users?view=all"), (answer.Status, answer.Location));
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/settings/users?view=all")).Status);
    }

    [Fact]
    public async Task Head_AnswersAsThePageWould()
    {
        var browser = app.Visit();

        Assert.Equal(HttpStatusCode.OK, (await browser.HeadAsync("/account/sign-in")).Status);
        Assert.Equal((await browser.OpenAsync("/settings/users")).Location, (await browser.HeadAsync("/settings/users")).Location);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\n/evil.example")]
    [InlineData("@evil.example")]
    public async Task SignIn_WithAReturnAddressElsewhere_StaysHere(string address)
    {
        var answer = await app.Visit().SignInAsync(Admin, query: "?returnUrl=" + Uri.EscapeDataString(address));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.True(answer.Location == "/" || (answer.Location!.StartsWith('/') && !answer.Location.StartsWith("//", StringComparison.Ordinal)), answer.Location);
        Assert.DoesNotContain('\\', answer.Location);
    }

    [Theory]
    [InlineData("nobody@atelier-boreal.example")]
    [InlineData(Admin)]
    public async Task SignIn_Refused_TakesTheSameTimeWhoeverItIs(string email)
    {
        await app.Visit().SignInAsync(email, WrongPassword);
        var browser = app.Visit();
        await browser.OpenAsync("/account/sign-in");

        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        await browser.SignInAsync(email, WrongPassword);

        // How long after the common end of the wait depends on the machine.
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(580));
    }

    [Fact]
    public async Task SignIn_UnknownWrongLockedOrInvited_AnswersTheSame()
    {
        await app.AsSystemAsync<ListUsers>(async list =>
        {
            var sales = (await list.RunAsync(new(Search: Sales), new(), default)).Value.Rows.Single();
            await app.AsSystemAsync<LockUser>(use => use.RunAsync(sales.Id, default));
        });
        await app.AsSystemAsync<ListRoles>(async list =>
        {
            var role = (await list.RunAsync(default)).Value.First(r => r.Name == DefaultRoles.Sales).Id;
            await app.AsSystemAsync<InviteUser>(use => use.RunAsync(new("new@atelier-boreal.example", "New", "en", [role]), default));
        });

        var texts = new List<string>();
        foreach (var (email, password) in new[]
        {
            ("nobody@atelier-boreal.example", WrongPassword), (Admin, WrongPassword), (Sales, DemoAccounts.Password), ("new@atelier-boreal.example", WrongPassword),
            (Admin, new string('x', 5000)), ("", ""),
        })
        {
            var answer = await app.Visit().SignInAsync(email, password);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            texts.Add(Alert().Match(answer.Body).Groups[1].Value);
        }

        Assert.NotEqual("", texts[0]);
        Assert.Single(texts.Distinct());
    }

    [Fact]
    public async Task SignIn_UnknownAndWrong_AreTheSameWork()
    {
        var hashing = new CountedHashing();
        await using var counted = new PortalApp { Configure = services => services.AddSingleton<IPasswordHasher<User>>(hashing) };
        await counted.WithDemoAccountsAsync();
        var browser = counted.Visit();

        // Hashing is nearly all the time that an answer takes: whoever measures it learns nothing of who has an account.
        Assert.Equal(1, await hashing.OfAsync(() => browser.SignInAsync(Admin, WrongPassword)));
        Assert.Equal(1, await hashing.OfAsync(() => browser.SignInAsync("nobody@atelier-boreal.example", WrongPassword)));
        Assert.Equal(1, await hashing.OfAsync(() => browser.SignInAsync("nobody@atelier-boreal.example", WrongPassword)));
    }

    [Fact]
    public async Task SignIn_FiveWrongPasswords_LocksForAWhileEvenForTheRightOne()
    {
        for (var i = 0; i < 5; i++)
        {
            await app.Visit().SignInAsync(Sales, WrongPassword);
        }

        Assert.Equal(HttpStatusCode.OK, (await app.Visit().SignInAsync(Sales)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Visit().SignInAsync(Admin)).Status);
    }

    [Fact]
    public async Task SignIn_TooOftenFromOneAddress_IsSlowedDown()
    {
        await using var strict = new PortalApp { Settings = { ["RateLimits:SignInsPerMinute"] = "3" } };
        await strict.WithDemoAccountsAsync();
        var browser = strict.Visit();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync($"nobody{i}@atelier-boreal.example", WrongPassword)).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SignInAsync(Admin)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/account/sign-in")).Status);
    }

    [Fact]
    public async Task SignIn_WithoutTheTokenOfTheForm_IsRefused()
    {
        var browser = app.Visit();

        var answer = await browser.PostAsync("/account/sign-in", ("_handler", "sign-in"), ("Input.Email", Admin), ("Input.Password", DemoAccounts.Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain(answer.SetCookies, c => c.Contains("portal-session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignOut_WithoutTheTokenOfTheForm_IsRefused()
    {
        var browser = app.Visit();
        await browser.SignInAsync(Admin);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/account/sign-out")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/account")).Status);
    }

    [Fact]
    public async Task SessionCookie_IsForThisSiteAndItsServerOnly()
    {
        var answer = await app.Visit().SignInAsync(Admin);

        var cookie = Assert.Single(answer.SetCookies, c => c.Contains("portal-session", StringComparison.Ordinal));
        Assert.StartsWith("__Host-portal-session=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SessionCookie_OfAnAttackerBeforeSignIn_IsReplaced()
    {
        var victim = app.Visit();
        var first = await victim.SignInAsync(Sales);
        var second = await victim.OpenAsync("/account/sign-in") is { Status: HttpStatusCode.Redirect } ? await app.Visit().SignInAsync(Sales) : first;

        Assert.NotEqual(Session(first), Session(second));
    }

    [Fact]
    public async Task Session_AfterSignOutEverywhere_IsOverOnAllDevices()
    {
        var (here, there) = (app.Visit(), app.Visit());
        await here.SignInAsync(Sales);
        await there.SignInAsync(Sales);

        Assert.Equal("/account/sign-in?after=everywhere", (await here.SendAsync("/account", "everywhere")).Location);

        Assert.Equal(HttpStatusCode.Redirect, (await there.OpenAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await here.OpenAsync("/account")).Status);
    }

    [Fact]
    public async Task Session_OfSomebodyLocked_IsOverAtOnce()
    {
        var browser = app.Visit();
        await browser.SignInAsync(Sales);
        await app.AsSystemAsync<ListUsers>(async list =>
        {
            var sales = (await list.RunAsync(new(Search: Sales), new(), default)).Value.Rows.Single();
            await app.AsSystemAsync<LockUser>(use => use.RunAsync(sales.Id, default));
        });

        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/account")).Status);
    }

    [Fact]
    public async Task Password_Changed_EndsTheOtherSessionsAndKeepsThisOne()
    {
        var (here, there) = (app.Visit(), app.Visit());
        await here.SignInAsync(Sales);
        await there.SignInAsync(Sales);

        var answer = await here.SendAsync("/account", "password", ("Secret.CurrentPassword", DemoAccounts.Password), ("Secret.Password", "tabouret orange 9 vent"));

        Assert.Equal("/account?after=password", answer.Location);
        Assert.Equal(HttpStatusCode.OK, (await here.OpenAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await there.OpenAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Visit().SignInAsync(Sales, "tabouret orange 9 vent")).Status);
    }

    [Fact]
    public async Task Password_ChangedWithAWrongPresentOne_IsRefusedAndCountsTowardsTheLock()
    {
        var browser = app.Visit();
        await browser.SignInAsync(Sales);
        for (var i = 0; i < 5; i++)
        {
            await browser.SendAsync("/account", "password", ("Secret.CurrentPassword", WrongPassword), ("Secret.Password", "tabouret orange 9 vent"));
        }

        Assert.Equal(HttpStatusCode.OK, (await app.Visit().SignInAsync(Sales)).Status);
    }

    [Fact]
    public async Task Reset_OverThePages_LetsInWithTheNewPasswordOnly()
    {
        var browser = app.Visit();
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync("/account/forgot-password", "forgot", ("Input.Email", Sales))).Status);
        var link = await LastLinkAsync();
        Assert.StartsWith("https://portal.example/account/reset-password?key=", link, StringComparison.Ordinal);
        var path = new Uri(link).PathAndQuery;

        Assert.Contains("role=\"alert\"", (await browser.SendAsync(path, "reset", ("Input.Password", "short"))).Body, StringComparison.Ordinal);
        Assert.Equal("/account/sign-in?after=changed", (await browser.SendAsync(path, "reset", ("Input.Password", "tabouret orange 9 vent"))).Location);

        Assert.Equal(HttpStatusCode.OK, (await app.Visit().SignInAsync(Sales)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Visit().SignInAsync(Sales, "tabouret orange 9 vent")).Status);
        Assert.DoesNotContain("<form class=\"form\"", (await app.Visit().OpenAsync(path)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstStart_WithTheCodeOfTheLog_CreatesTheAdministratorOnce()
    {
        await using var fresh = new PortalApp();
        var browser = fresh.Visit();
        Assert.Equal("/account/first-start", (await browser.OpenAsync("/account/sign-in")).Location);
        var code = fresh.Log.All().Select(l => FirstCode().Match(l)).First(m => m.Success).Groups[1].Value;
        (string, string)[] person = [("Input.DisplayName", "Ada"), ("Input.Email", "ada@nord.example"), ("Input.Password", "brouette lilas 42 quai")];

        var wrong = await browser.SendAsync("/account/first-start", "first", [("Input.Code", "AAAA-BBBB-CCCC"), .. person]);
        Assert.Contains("value=\"ada@nord.example\"", wrong.Body, StringComparison.Ordinal);
        var right = await browser.SendAsync("/account/first-start", "first", [("Input.Code", code), .. person]);

        Assert.Equal("/account/sign-in?after=created", right.Location);
        Assert.Equal("/", (await browser.SignInAsync("ada@nord.example", "brouette lilas 42 quai")).Location);
        Assert.Equal("/account/sign-in", (await fresh.Visit().OpenAsync("/account/first-start")).Location);
    }

    private async Task<string> LastLinkAsync()
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={app.DatabaseFile}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT TextBody FROM OutgoingMessages ORDER BY Id DESC LIMIT 1";
        return Link().Match((string)(await command.ExecuteScalarAsync())!).Value;
    }

    private static string Session(Answer answer) => answer.SetCookies.Single(c => c.Contains("portal-session", StringComparison.Ordinal));

    [GeneratedRegex("role=\"alert\">(.*?)</div>", RegexOptions.Singleline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"https://\S+key=[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("enter the code ([A-Z0-9-]{14})")]
    private static partial Regex FirstCode();

    private sealed class CountedHashing : PasswordHasher<User>
    {
        private int checks;

        public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref checks);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }

        /// <summary>How many passwords were compared meanwhile.</summary>
        public async Task<int> OfAsync(Func<Task> run)
        {
            var before = checks;
            await run();
            return checks - before;
        }
    }
}
