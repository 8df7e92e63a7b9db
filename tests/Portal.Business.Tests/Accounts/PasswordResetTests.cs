using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounts;

public sealed class PasswordResetTests
{
    private const string NewPassword = "tabouret orange 9 vent";

    [Theory, EachDatabase]
    public async Task Reset_ByTheMailedLink_SetsThePasswordAndEndsSessions(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        portal.User = TestUser.With();
        Assert.True((await portal.Get<RequestPasswordReset>().RunAsync(" SAM@nord.example ", default)).Succeeded);
        var secret = await portal.LastSecretAsync();

        Assert.True((await portal.Get<ResetPassword>().RunAsync(new(secret, NewPassword), default)).Succeeded);

        var after = await portal.FindUserAsync(sam.Id);
        Assert.True(portal.Get<Passwords>().IsRight(after, NewPassword));
        Assert.NotEqual(sam.SecurityStamp, after.SecurityStamp);
        Assert.Equal(AccountMails.PasswordChanged, (await portal.LastMailAsync()).Kind);
        Assert.Equal("Accounts.LinkNotUsable", (await portal.Get<ResetPassword>().RunAsync(new(secret, NewPassword), default)).Refusal!.Code);
    }

    [Fact]
    public async Task Request_UnknownAddress_AnswersAsForAKnownOneAndTakesAsLong()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        await portal.Get<RequestPasswordReset>().RunAsync("warm-up@nord.example", default);

        var known = await TimeAsync(portal, "sam@nord.example");
        var unknown = await TimeAsync(portal, "nobody@nord.example");

        // Neither answers before the time is over; how long after depends on the machine.
        Assert.All([known, unknown], taken => Assert.True(taken >= EvenTime.Duration - TimeSpan.FromMilliseconds(20), $"{taken}"));
        await using var db = portal.Open();
        Assert.Equal(1, await db.OutgoingMessages.CountAsync());
    }

    [Fact]
    public async Task Request_TwiceInAMinute_SendsOneMail()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        await portal.Get<RequestPasswordReset>().RunAsync("sam@nord.example", default);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await portal.Get<RequestPasswordReset>().RunAsync("sam@nord.example", default);

        await using var db = portal.Open();
        Assert.Equal(1, await db.OutgoingMessages.CountAsync());
    }

    [Fact]
    public async Task Request_ForALockedAccount_SendsNothing()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        Assert.True((await portal.Get<LockUser>().RunAsync(sam.Id, default)).Succeeded);

        Assert.True((await portal.Get<RequestPasswordReset>().RunAsync("sam@nord.example", default)).Succeeded);

        await using var db = portal.Open();
        Assert.Equal(0, await db.OutgoingMessages.CountAsync());
    }

    [Fact]
    public async Task Reset_WhenTheAccountWasLockedMeanwhile_IsRefused()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        await portal.Get<RequestPasswordReset>().RunAsync("sam@nord.example", default);
        var secret = await portal.LastSecretAsync();
        await portal.Get<LockUser>().RunAsync(sam.Id, default);
        await portal.Get<UnlockUser>().RunAsync(sam.Id, default);

        Assert.Equal("Accounts.LinkNotUsable", (await portal.Get<ResetPassword>().RunAsync(new(secret, NewPassword), default)).Refusal!.Code);
    }

    [Fact]
    public async Task Reset_AfterAnHour_IsRefused()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        await portal.Get<RequestPasswordReset>().RunAsync("sam@nord.example", default);
        portal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.False((await portal.Get<ResetPassword>().RunAsync(new(await portal.LastSecretAsync(), NewPassword), default)).Succeeded);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("'; drop table Users --")]
    public async Task Reset_WithAMadeUpLink_IsRefused(string? secret)
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);

        Assert.Equal("Accounts.LinkNotUsable", (await portal.Get<ResetPassword>().RunAsync(new(secret, NewPassword), default)).Refusal!.Code);
    }

    [Fact]
    public async Task Reset_WeakPassword_KeepsTheLink()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        await portal.Get<RequestPasswordReset>().RunAsync("sam@nord.example", default);
        var secret = await portal.LastSecretAsync();

        Assert.Equal("Accounts.PasswordTooShort", (await portal.Get<ResetPassword>().RunAsync(new(secret, "short"), default)).Refusal!.Code);
        Assert.True((await portal.Get<ResetPassword>().RunAsync(new(secret, NewPassword), default)).Succeeded);
    }

    private static async Task<TimeSpan> TimeAsync(TestPortal portal, string email)
    {
        var watch = Stopwatch.StartNew();
        Assert.True((await portal.Get<RequestPasswordReset>().RunAsync(email, default)).Succeeded);
        return watch.Elapsed;
    }
}
