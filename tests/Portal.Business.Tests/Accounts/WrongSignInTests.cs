using Microsoft.AspNetCore.Identity;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounts;

/// <summary>A wrong password that was read before something of the account changed, and is counted after it.</summary>
public sealed class WrongSignInTests
{
    private const string NewPassword = "tabouret orange 9 vent";

    [Theory, EachDatabase]
    public async Task Lock_DuringAWrongSignIn_Stays(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        var users = portal.Get<UserManager<User>>();
        var read = await users.FindByNameAsync("sam@nord.example");

        Assert.True((await portal.Get<LockUser>().RunAsync(sam.Id, default)).Succeeded);
        Assert.False((await users.AccessFailedAsync(read!)).Succeeded);

        var after = await portal.FindUserAsync(sam.Id);
        Assert.Equal(UserState.Locked, after.State);
        Assert.NotEqual(sam.SecurityStamp, after.SecurityStamp);
    }

    [Theory, EachDatabase]
    public async Task NewPassword_DuringAWrongSignIn_Stays(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        await portal.Get<RequestPasswordReset>().RunAsync("sam@nord.example", default);
        var secret = await portal.LastSecretAsync();
        var users = portal.Get<UserManager<User>>();
        var read = await users.FindByNameAsync("sam@nord.example");

        Assert.True((await portal.Get<ResetPassword>().RunAsync(new(secret, NewPassword), default)).Succeeded);
        Assert.False((await users.AccessFailedAsync(read!)).Succeeded);

        var after = await portal.FindUserAsync(sam.Id);
        Assert.True(portal.Get<Passwords>().IsRight(after, NewPassword));
        Assert.NotEqual(sam.SecurityStamp, after.SecurityStamp);
    }

    [Theory, EachDatabase]
    public async Task Unlock_DuringAWrongSignIn_Stays(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        Assert.True((await portal.Get<LockUser>().RunAsync(sam.Id, default)).Succeeded);
        var users = portal.Get<UserManager<User>>();
        var read = await users.FindByNameAsync("sam@nord.example");

        Assert.True((await portal.Get<UnlockUser>().RunAsync(sam.Id, default)).Succeeded);
        Assert.False((await users.AccessFailedAsync(read!)).Succeeded);

        Assert.Equal(UserState.Active, (await portal.FindUserAsync(sam.Id)).State);
    }

    [Theory, EachDatabase]
    public async Task SecondFactorTakenAway_DuringAWrongSignIn_StaysAway(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        var before = portal.Get<UserManager<User>>();
        await before.SetTwoFactorEnabledAsync((await before.FindByNameAsync("sam@nord.example"))!, true);
        var users = portal.Get<UserManager<User>>();
        var read = await users.FindByNameAsync("sam@nord.example");

        Assert.True((await portal.Get<RemoveTwoFactor>().RunAsync(sam.Id, default)).Succeeded);
        Assert.False((await users.AccessFailedAsync(read!)).Succeeded);

        Assert.False((await portal.FindUserAsync(sam.Id)).TwoFactorEnabled);
    }

    [Theory, EachDatabase]
    public async Task WrongSignIns_OneAfterTheOther_AreCounted(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        for (var i = 0; i < 2; i++)
        {
            var users = portal.Get<UserManager<User>>();
            Assert.True((await users.AccessFailedAsync((await users.FindByNameAsync("sam@nord.example"))!)).Succeeded);
        }

        Assert.Equal(2, (await portal.FindUserAsync(sam.Id)).AccessFailedCount);
    }
}
