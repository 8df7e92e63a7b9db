using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounts;

public sealed class ChangeEmailTests
{
    [Theory, EachDatabase]
    public async Task AnotherAddress_SignsIn_EndsSessionsAndLinks_AndBothMailboxesAreTold(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        Boreal.Require(await portal.Get<SendPasswordReset>().RunAsync(sam.Id, default));
        var secret = await portal.LastSecretAsync();
        var stamp = (await portal.FindUserAsync(sam.Id)).SecurityStamp;

        Boreal.Require(await ChangeAsync(portal, sam.Id, "sam@nord.example", " samuel@nord.example "));

        var moved = await portal.FindUserAsync(sam.Id);
        Assert.Equal(("samuel@nord.example", "samuel@nord.example", false), (moved.Email, moved.UserName, moved.EmailConfirmed));
        Assert.NotEqual(stamp, moved.SecurityStamp);
        Assert.False((await portal.Get<ShowAccountLink>().RunAsync(AccountLinkPurpose.PasswordReset, secret, default)).Succeeded);
        await using var db = portal.Open();
        var told = await db.OutgoingMessages.Where(m => m.Kind == AccountMails.EmailChanged).OrderBy(m => m.Id).ToListAsync();
        Assert.Equal(["sam@nord.example", "samuel@nord.example"], told.Select(m => m.Recipients.Single().Address));
        Assert.All(told, m => Assert.Contains("samuel@nord.example", m.TextBody, StringComparison.Ordinal));
        Assert.Equal(["samuel@nord.example"], (await portal.Get<ListUsers>().RunAsync(new(Search: "samuel@"), new(), default)).Value.Rows.Select(u => u.Email));
    }

    [Theory, EachDatabase]
    public async Task AddressOfAnother_IsRefused_AndNothingIsSent(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        await portal.AddUserAsync("zoe@nord.example", DefaultRoles.Sales);

        var refusal = (await ChangeAsync(portal, sam.Id, "sam@nord.example", "ZOE@nord.example")).Refusal!;

        Assert.Equal(("Accounts.EmailTaken", "Email"), (refusal.Code, refusal.Field));
        Assert.Equal("sam@nord.example", (await portal.FindUserAsync(sam.Id)).Email);
        await using var db = portal.Open();
        Assert.Equal(0, await db.OutgoingMessages.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task Invited_IsInvitedAtTheNewAddress_AndTheOldLinkIsOver(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var id = Boreal.Value(await portal.Get<InviteUser>().RunAsync(new("zoe@nrd.example", "Zoé", "fr-CA", [await portal.RoleIdAsync(DefaultRoles.Sales)]), default));
        var old = await portal.LastSecretAsync();

        Boreal.Require(await ChangeAsync(portal, id, "zoe@nrd.example", "zoe@nord.example"));

        Assert.Equal("zoe@nord.example", (await portal.LastMailAsync()).Recipients.Single().Address);
        Assert.False((await portal.Get<ShowAccountLink>().RunAsync(AccountLinkPurpose.Invitation, old, default)).Succeeded);
        Assert.True((await portal.Get<ShowAccountLink>().RunAsync(AccountLinkPurpose.Invitation, await portal.LastSecretAsync(), default)).Succeeded);
    }

    [Fact]
    public async Task ForeignStaleWrongAndLocked_AreRefused()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var ada = await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        Assert.Equal("Accounts.EmailInvalid", (await ChangeAsync(portal, sam.Id, "sam@nord.example", "sam at nord")).Refusal!.Code);
        Assert.Equal(Refusal.Stale, (await ChangeAsync(portal, sam.Id, "s@nord.example", "x@nord.example")).Refusal);
        Assert.Equal(Refusal.NotFound, (await ChangeAsync(portal, 4711, null, "x@nord.example")).Refusal);
        portal.User = TestUser.With(Permissions.UsersManage);
        Assert.Equal("Accounts.BeyondOwn", (await ChangeAsync(portal, ada.Id, "ada@nord.example", "x@nord.example")).Refusal!.Code);
        portal.User = TestUser.With(Permissions.ClientsEdit);
        Assert.Equal(Refusal.Forbidden, (await ChangeAsync(portal, sam.Id, "sam@nord.example", "x@nord.example")).Refusal);
        portal.User = TestUser.Administrator;
        Boreal.Require(await portal.Get<LockUser>().RunAsync(sam.Id, default));
        Assert.Equal("Accounts.IsLocked", (await ChangeAsync(portal, sam.Id, "sam@nord.example", "x@nord.example")).Refusal!.Code);
    }

    private static Task<Result> ChangeAsync(TestPortal portal, long id, string? seen, string email) => portal.Get<ChangeEmailOfUser>().RunAsync(new(id, seen, email), default);
}
