using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounts;

public sealed class RolesTests
{
    [Theory, EachDatabase]
    public async Task Seeding_Twice_ChangesNothing(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var before = (await portal.Get<ListRoles>().RunAsync(default)).Value;

        await portal.Get<RoleSeeding>().RunAsync(default);

        var after = (await portal.Get<ListRoles>().RunAsync(default)).Value;
        Assert.Equal(DefaultRoles.Grants.Count, after.Count);
        Assert.Equal(before.SelectMany(r => r.Permissions.Order().Select(p => (r.Id, p))), after.SelectMany(r => r.Permissions.Order().Select(p => (r.Id, p))));
    }

    [Fact]
    public async Task Seeding_AfterAnUpdate_GivesTheAdministratorWhatIsNewAndLeavesOtherRolesAlone()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var sales = await portal.RoleIdAsync(DefaultRoles.Sales);
        await portal.Get<GrantPermissions>().RunAsync(new(sales, [Permissions.ClientsView]), default);
        await portal.Get<DeleteRole>().RunAsync(await portal.RoleIdAsync(DefaultRoles.SupportAgent), default);
        await using (var db = portal.Open())
        {
            await db.RoleClaims.Where(c => c.ClaimValue == Permissions.QuotesSend).ExecuteDeleteAsync();
        }

        await portal.Get<RoleSeeding>().RunAsync(default);

        var roles = (await portal.Get<ListRoles>().RunAsync(default)).Value;
        Assert.Contains(Permissions.QuotesSend, roles.Single(r => r.IsFixed).Permissions);
        Assert.Equal([Permissions.ClientsView], roles.Single(r => r.Id == sales).Permissions);
        Assert.DoesNotContain(roles, r => r.Name == DefaultRoles.SupportAgent);
    }

    [Theory, EachDatabase]
    public async Task Grant_ToARole_WorksAtOnceAndLeavesATrace(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);
        var cache = portal.Get<UserAccessCache>();
        Assert.DoesNotContain(Permissions.ReportsView, (IEnumerable<string>)(await cache.FindAsync(sam.Id, default))!.Permissions);

        var role = await portal.RoleIdAsync(DefaultRoles.Sales);
        Assert.True((await portal.Get<GrantPermissions>().RunAsync(new(role, [Permissions.ReportsView, Permissions.ClientsView]), default)).Succeeded);

        Assert.Equal([Permissions.ClientsView, Permissions.ReportsView], (await cache.FindAsync(sam.Id, default))!.Permissions.Order());
        var trace = (await portal.Get<ListAuditEntries>().RunAsync(new(Subject: nameof(Role), SubjectId: role, Action: AuditAction.Changed), new(), default)).Value.Rows;
        var change = Assert.Single(Assert.Single(trace).Changes);
        Assert.Equal(("Permissions", Permissions.ReportsView), (change.Property, change.After));
        Assert.Contains(Permissions.QuotesSend, change.Before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grant_APortalPermissionToStaff_IsRefused()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);

        var answer = await portal.Get<GrantPermissions>().RunAsync(new(await portal.RoleIdAsync(DefaultRoles.Sales), [Permissions.PortalUse]), default);

        Assert.Equal("Accounts.WrongKindOfPermission", answer.Refusal!.Code);
    }

    [Theory]
    [InlineData(Permissions.InvoicesView)]
    [InlineData("made.up")]
    public async Task Grant_AStaffOrUnknownPermissionToClients_IsRefused(string permission)
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);

        var answer = await portal.Get<GrantPermissions>().RunAsync(new(await portal.RoleIdAsync(DefaultRoles.Client), [permission]), default);

        Assert.Equal("Accounts.WrongKindOfPermission", answer.Refusal!.Code);
    }

    [Fact]
    public async Task StaffPermission_OnAClientUserByTheTables_GivesNothing()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var cleo = await portal.AddUserAsync("cleo@maple.example", DefaultRoles.Client);
        await using (var db = portal.Open())
        {
            db.UserRoles.Add(new() { UserId = cleo.Id, RoleId = await portal.RoleIdAsync(DefaultRoles.Administrator) });
            await db.SaveChangesAsync();
        }

        var access = await portal.Get<UserAccessCache>().FindAsync(cleo.Id, default);

        Assert.All(access!.Permissions, p => Assert.True(Permissions.IsForClients(p)));
    }

    [Fact]
    public async Task Grant_MoreThanOneselfMay_IsRefused()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        portal.User = TestUser.With(Permissions.UsersManage, Permissions.ClientsView);
        var sales = await portal.RoleIdAsync(DefaultRoles.Sales);
        var held = DefaultRoles.Grants[DefaultRoles.Sales];

        Assert.Equal("Accounts.BeyondOwn", (await portal.Get<GrantPermissions>().RunAsync(new(sales, [.. held, Permissions.SettingsManage]), default)).Refusal!.Code);
        Assert.Equal("Accounts.BeyondOwn", (await portal.Get<GrantPermissions>().RunAsync(new(sales, []), default)).Refusal!.Code);
        Assert.True((await portal.Get<GrantPermissions>().RunAsync(new(sales, [.. held.Except([Permissions.ClientsView])]), default)).Succeeded);
    }

    [Fact]
    public async Task AdministratorRole_IsFixed()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var role = await portal.RoleIdAsync(DefaultRoles.Administrator);

        Assert.Equal("Accounts.AdministratorRole", (await portal.Get<GrantPermissions>().RunAsync(new(role, [Permissions.ClientsView]), default)).Refusal!.Code);
        Assert.Equal("Accounts.AdministratorRole", (await portal.Get<RenameRole>().RunAsync(new(role, "Boss"), default)).Refusal!.Code);
        Assert.Equal("Accounts.AdministratorRole", (await portal.Get<DeleteRole>().RunAsync(role, default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Role_CreatedRenamedDeleted_KeepsNamesUnique(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var role = (await portal.Get<CreateRole>().RunAsync(new("Apprentice", false), default)).Value;

        Assert.Equal("Accounts.RoleNameTaken", (await portal.Get<CreateRole>().RunAsync(new(" apprentice ", false), default)).Refusal!.Code);
        Assert.Equal("Accounts.RoleNameTaken", (await portal.Get<RenameRole>().RunAsync(new(role, "SALES"), default)).Refusal!.Code);
        Assert.True((await portal.Get<RenameRole>().RunAsync(new(role, "Trainee"), default)).Succeeded);
        Assert.True((await portal.Get<DeleteRole>().RunAsync(role, default)).Succeeded);
        Assert.Equal("Common.NotFound", (await portal.Get<DeleteRole>().RunAsync(role, default)).Refusal!.Code);
    }

    [Fact]
    public async Task Delete_ARoleInUse_IsRefusedWithTheNumberOfPeople()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);

        var answer = await portal.Get<DeleteRole>().RunAsync(await portal.RoleIdAsync(DefaultRoles.Sales), default);

        Assert.Equal(("Accounts.RoleInUse", 1), (answer.Refusal!.Code, (int)answer.Refusal.Args[0]!));
    }
}
