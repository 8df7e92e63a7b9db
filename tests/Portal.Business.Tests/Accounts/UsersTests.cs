using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounts;

public sealed class UsersTests
{
    [Theory, EachDatabase]
    public async Task List_SearchedFilteredSorted_ShowsTheRightPeople(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        await portal.AddUserAsync("elodie.gagne@nord.example", DefaultRoles.Sales);
        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        await portal.AddUserAsync("cleo@maple.example", DefaultRoles.Client);
        await portal.Get<InviteUser>().RunAsync(new("zoe@nord.example", "Zoé", "en", [await portal.RoleIdAsync(DefaultRoles.Sales)]), default);

        Assert.Equal(["ada", "cleo", "elodie.gagne", "Zoé"], await NamesAsync(portal, new()));
        Assert.Equal(["cleo"], await NamesAsync(portal, new(ClientUsers: true)));
        Assert.Equal(["Zoé"], await NamesAsync(portal, new(State: UserState.Invited)));
        Assert.Equal(["Zoé"], await NamesAsync(portal, new(Search: "ZOÉ")));
        Assert.Equal(["elodie.gagne", "Zoé"], await NamesAsync(portal, new(RoleId: await portal.RoleIdAsync(DefaultRoles.Sales))));
        var page = (await portal.Get<ListUsers>().RunAsync(new(), new(2, 3, "email", true), default)).Value;
        Assert.Equal((4, "ada"), (page.Total, Assert.Single(page.Rows).Name));
    }

    [Theory, EachDatabase]
    public async Task Lock_AndUnlock_TakeAndGiveAccessAtOnce(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        var cache = portal.Get<UserAccessCache>();
        Assert.NotNull(await cache.FindAsync(sam.Id, default));

        Assert.True((await portal.Get<LockUser>().RunAsync(sam.Id, default)).Succeeded);
        Assert.Null(await cache.FindAsync(sam.Id, default));

        Assert.True((await portal.Get<UnlockUser>().RunAsync(sam.Id, default)).Succeeded);
        Assert.NotNull(await cache.FindAsync(sam.Id, default));
    }

    [Theory, EachDatabase]
    public async Task LastAdministrator_CantBeLockedNorLoseTheRole(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var ada = await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var sales = await portal.RoleIdAsync(DefaultRoles.Sales);

        Assert.Equal("Accounts.LastAdministrator", (await portal.Get<LockUser>().RunAsync(ada.Id, default)).Refusal!.Code);
        Assert.Equal("Accounts.LastAdministrator", (await portal.Get<ChangeRolesOfUser>().RunAsync(new(ada.Id, [sales]), default)).Refusal!.Code);
        Assert.Equal(UserState.Active, (await portal.FindUserAsync(ada.Id)).State);
    }

    [Theory, EachDatabase]
    public async Task TwoAdministrators_LockingEachOtherAtOnce_LeaveOne(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        for (var round = 0; round < 5; round++)
        {
            var ada = await portal.AddUserAsync($"ada{round}@nord.example", DefaultRoles.Administrator);
            var bob = await portal.AddUserAsync($"bob{round}@nord.example", DefaultRoles.Administrator);

            await Task.WhenAll(
                Task.Run(() => portal.Get<LockUser>().RunAsync(ada.Id, default)),
                Task.Run(() => portal.Get<LockUser>().RunAsync(bob.Id, default)));

            await using var db = portal.Open();
            Assert.True(await Administrators.ExistAsync(db, default));
            await db.Users.Where(u => u.LockedAt == null).ExecuteUpdateAsync(u => u.SetProperty(x => x.LockedAt, DateTime.UnixEpoch));
        }
    }

    [Fact]
    public async Task OwnAccount_CantBeLockedNorGivenOtherRoles()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var bob = await portal.AddUserAsync("bob@nord.example", DefaultRoles.Administrator);
        await portal.ActAsync(bob);

        Assert.Equal("Accounts.NotOneself", (await portal.Get<LockUser>().RunAsync(bob.Id, default)).Refusal!.Code);
        Assert.Equal("Accounts.NotOneself", (await portal.Get<RemoveTwoFactor>().RunAsync(bob.Id, default)).Refusal!.Code);
        Assert.Equal(
            "Accounts.NotOneself",
            (await portal.Get<ChangeRolesOfUser>().RunAsync(new(bob.Id, [await portal.RoleIdAsync(DefaultRoles.Manager)]), default)).Refusal!.Code);
    }

    [Fact]
    public async Task UserManager_WhoIsNoAdministrator_CommandsNobodyAboveAndHandsOutNothingAbove()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var ada = await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        var administrator = await portal.RoleIdAsync(DefaultRoles.Administrator);
        portal.User = TestUser.With([Permissions.UsersManage, .. DefaultRoles.Grants[DefaultRoles.Sales]]);

        Assert.Equal("Accounts.BeyondOwn", (await portal.Get<LockUser>().RunAsync(ada.Id, default)).Refusal!.Code);
        Assert.Equal("Accounts.BeyondOwn", (await portal.Get<RemoveTwoFactor>().RunAsync(ada.Id, default)).Refusal!.Code);
        Assert.Equal("Accounts.BeyondOwn", (await portal.Get<ChangeRolesOfUser>().RunAsync(new(sam.Id, [administrator]), default)).Refusal!.Code);
        Assert.Equal("Accounts.BeyondOwn", (await portal.Get<InviteUser>().RunAsync(new("me2@nord.example", "Me", "en", [administrator]), default)).Refusal!.Code);
        Assert.Equal("Accounts.BeyondOwn", (await portal.Get<CreateAdministrator>().RunAsync(new("me3@nord.example"), default)).Refusal!.Code);
        Assert.True((await portal.Get<LockUser>().RunAsync(sam.Id, default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task ChangeRoles_ChangesRightsAtOnceAndLeavesATrace(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);

        Assert.True((await portal.Get<ChangeRolesOfUser>().RunAsync(new(sam.Id, [await portal.RoleIdAsync(DefaultRoles.SupportAgent)]), default)).Succeeded);

        Assert.Equal(DefaultRoles.Grants[DefaultRoles.SupportAgent].Order(), (await portal.Get<UserAccessCache>().FindAsync(sam.Id, default))!.Permissions.Order());
        var trace = (await portal.Get<ListAuditEntries>().RunAsync(new(nameof(User), sam.Id, Person: "ADA", Action: AuditAction.Changed), new(), default)).Value;
        Assert.Equal(new AuditChange("Roles", "Sales", "Support agent"), Assert.Single(Assert.Single(trace.Rows).Changes));
    }

    [Fact]
    public async Task ChangeRoles_OfTheOtherKind_IsRefused()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var cleo = await portal.AddUserAsync("cleo@maple.example", DefaultRoles.Client);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);

        Assert.Equal(
            "Accounts.WrongKindOfRole",
            (await portal.Get<ChangeRolesOfUser>().RunAsync(new(cleo.Id, [await portal.RoleIdAsync(DefaultRoles.Sales)]), default)).Refusal!.Code);
        Assert.Equal(
            "Accounts.WrongKindOfRole",
            (await portal.Get<ChangeRolesOfUser>().RunAsync(new(sam.Id, [await portal.RoleIdAsync(DefaultRoles.Client)]), default)).Refusal!.Code);
        Assert.Equal(
            "Accounts.WrongKindOfRole",
            (await portal.Get<InviteUser>().RunAsync(new("x@nord.example", "X", "en", [await portal.RoleIdAsync(DefaultRoles.Client)]), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task ChangeClients_OfAClientUser_AreSeenAtOnce(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var cleo = await portal.AddUserAsync("cleo@maple.example", DefaultRoles.Client);
        var (maple, birch) = (await portal.AddClientAsync("Maple"), await portal.AddClientAsync("Birch"));

        Assert.True((await portal.Get<ChangeClientsOfUser>().RunAsync(new(cleo.Id, [maple]), default)).Succeeded);
        Assert.True((await portal.Get<ChangeClientsOfUser>().RunAsync(new(cleo.Id, [birch]), default)).Succeeded);

        Assert.Equal([birch], (await portal.Get<UserAccessCache>().FindAsync(cleo.Id, default))!.ClientIds);
        Assert.Equal("Accounts.ClientMissing", (await portal.Get<ChangeClientsOfUser>().RunAsync(new(cleo.Id, [1]), default)).Refusal!.Code);
    }

    [Fact]
    public async Task Cache_OfAnotherNode_NoticesWithinHalfAMinute()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        var here = portal.Get<UserAccessCache>();
        var there = new UserAccessCache(portal.Get<DbContextOptions<PortalDbContext>>(), new SteppingClock());
        var clock = new SteppingClock();
        var elsewhere = new UserAccessCache(portal.Get<DbContextOptions<PortalDbContext>>(), clock);
        Assert.NotNull(await elsewhere.FindAsync(sam.Id, default));
        Assert.NotNull(await there.FindAsync(sam.Id, default));

        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        Assert.True((await portal.Get<LockUser>().RunAsync(sam.Id, default)).Succeeded);
        Assert.Null(await here.FindAsync(sam.Id, default));

        clock.Step(TimeSpan.FromSeconds(30));
        Assert.Null(await elsewhere.FindAsync(sam.Id, default));
    }

    [Fact]
    public async Task FirstAdministrator_WithTheCode_IsCreatedOnce()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        portal.User = TestUser.With();
        Assert.True(await portal.Get<FirstStart>().IsNeededAsync(default));

        var wrong = await portal.Get<CreateFirstAdministrator>().RunAsync(new("AAAA-BBBB-CCCC", "ada@nord.example", "Ada", "en", AccountsPortal.Password), default);

        Assert.Equal("Accounts.WrongFirstCode", wrong.Refusal!.Code);
        await portal.AddUserAsync("ada@nord.example", DefaultRoles.Administrator);
        Assert.False(await portal.Get<FirstStart>().IsNeededAsync(default));
        Assert.Equal(
            "Accounts.FirstStartOver",
            (await portal.Get<CreateFirstAdministrator>().RunAsync(new("x", "eve@nord.example", "Eve", "en", AccountsPortal.Password), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task CreateAdministrator_OnTheConsole_AnswersALinkThatWorks(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        portal.User = SystemUser.Instance;

        var address = (await portal.Get<CreateAdministrator>().RunAsync(new("ada@nord.example"), default)).Value;

        var secret = address[(address.IndexOf("key=", StringComparison.Ordinal) + 4)..];
        Assert.True((await portal.Get<AcceptInvitation>().RunAsync(new(secret, "Ada", "en", AccountsPortal.Password), default)).Succeeded);
        Assert.False(await portal.Get<FirstStart>().IsNeededAsync(default));
    }

    [Fact]
    public async Task UseCases_WithoutThePermission_AreForbidden()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        portal.User = TestUser.With([.. Permissions.All.Except([Permissions.UsersManage, Permissions.AuditView, Permissions.ClientsEdit])]);

        Assert.Equal(Refusal.Forbidden, (await portal.Get<ListUsers>().RunAsync(new(), new(), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<ListRoles>().RunAsync(default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<ListAuditEntries>().RunAsync(new(), new(), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<InviteUser>().RunAsync(new("a@b.example", "A", "en", [1]), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<InviteClientUser>().RunAsync(new("a@b.example", "A", "en", [1]), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<LockUser>().RunAsync(1, default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<GrantPermissions>().RunAsync(new(1, []), default)).Refusal);
    }

    private static async Task<IEnumerable<string>> NamesAsync(TestPortal portal, UserFilter filter) =>
        (await portal.Get<ListUsers>().RunAsync(filter, new(), default)).Value.Rows.Select(r => r.Name);

    private sealed class SteppingClock : TimeProvider
    {
        private long ticks;

        public override long GetTimestamp() => ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Step(TimeSpan by) => ticks += by.Ticks;
    }
}
