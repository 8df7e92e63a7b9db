using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.SavedViews.UseCases;
using Portal.Business.Tests.Accounts;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.SavedViews;

public sealed class SavedViewTests
{
    private const string Late = "sort=due&f_only=overdue";

    [Theory, EachDatabase]
    public async Task Save_UnderAName_IsFoundByItsOwnerOnly(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var (clerk, sales) = await PeopleAsync(portal);
        portal.User = clerk;
        Boreal.Value(await SaveAsync(portal, "Late ones"));

        var view = Assert.Single((await ListAsync(portal)).Views);
        Assert.Equal(("Late ones", Late, false, "", true), (view.Name, view.Query, view.IsShared, view.Owner, view.MayChange));
        portal.User = sales;
        Assert.Empty((await ListAsync(portal)).Views);
        Assert.Equal(Refusal.NotFound, (await portal.Get<DeleteView>().RunAsync(new DeleteView.Input(view.Id), default)).Refusal);
    }

    [Theory]
    [InlineData("contracts", Permissions.ContractsView)]
    [InlineData("contract-lines", Permissions.ContractsView)]
    [InlineData("renewals", Permissions.ContractsView)]
    [InlineData("parked-billings", Permissions.ContractsBill)]
    public async Task Save_OfAListOfContracts_NeedsThatOneMaySeeIt(string list, string permission)
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var (clerk, _) = await PeopleAsync(portal);
        portal.User = clerk with { Permissions = [permission] };
        Boreal.Value(await SaveAsync(portal, "Mine", list: list));

        portal.User = clerk with { Permissions = [Permissions.InvoicesView] };
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(portal, "Yours", list: list)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Save_TheSameNameTwice_IsRefused_WhateverItsCase(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        (portal.User, _) = await PeopleAsync(portal);
        Boreal.Value(await SaveAsync(portal, "Échues"));

        var again = await SaveAsync(portal, "  echues ");

        Assert.Equal(("SavedViews.NameTaken", "Name"), (again.Refusal!.Code, again.Refusal.Field));
        Assert.True((await SaveAsync(portal, "Échues", list: "quotes")).Succeeded);
        Assert.Equal("Common.Required", (await SaveAsync(portal, " ")).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Share_ByWhoMay_IsSeenByEverybodyWhoMaySeeTheList(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var (clerk, sales) = await PeopleAsync(portal);
        portal.User = clerk;
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(portal, "Late ones", shared: true)).Refusal);

        var manager = await portal.AddUserAsync("manager@nord.example", DefaultRoles.Manager);
        portal.User = new TestUser(manager.Id, "Manager", DefaultRoles.Grants[DefaultRoles.Manager].ToHashSet(), ClientScope.Everyone);
        Boreal.Value(await SaveAsync(portal, "Late ones", shared: true));

        portal.User = sales;
        var view = Assert.Single((await ListAsync(portal)).Views);
        Assert.Equal((true, "manager", false), (view.IsShared, view.Owner, view.MayChange));
        Assert.Equal(Refusal.Forbidden, (await ChangeAsync(portal, view, "Mine now")).Refusal);
        portal.User = sales with { Permissions = [Permissions.QuotesView] };
        Assert.Equal(Refusal.Forbidden, (await portal.Get<ListSavedViews>().RunAsync(new ListSavedViews.Input("invoices"), default)).Refusal);
        portal.User = TestUser.OfClients(1);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<ListSavedViews>().RunAsync(new ListSavedViews.Input("invoices"), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Change_FromAnOldVersion_IsRefused_AndDeletedGivesTheListItsOwnFirstView(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        (portal.User, _) = await PeopleAsync(portal);
        var id = Boreal.Value(await SaveAsync(portal, "Late ones"));
        var view = (await ListAsync(portal)).Views[0];
        Boreal.Require(await portal.Get<ChooseFirstView>().RunAsync(new ChooseFirstView.Input("invoices", id), default));
        Assert.True((await ListAsync(portal)).Views[0].IsFirst);
        Assert.Equal(Refusal.NotFound, (await portal.Get<ChooseFirstView>().RunAsync(new ChooseFirstView.Input("quotes", id), default)).Refusal);

        Boreal.Require(await ChangeAsync(portal, view, "Very late"));
        Assert.Equal(Refusal.Stale, (await ChangeAsync(portal, view, "Late again")).Refusal);
        Boreal.Require(await portal.Get<DeleteView>().RunAsync(new DeleteView.Input(id), default));

        Assert.Empty((await ListAsync(portal)).Views);
        await using var db = portal.Open();
        Assert.False(await db.UserPreferences.AnyAsync());
        Assert.Contains(await db.AuditEntries.Select(e => new { e.Subject, e.Action }).ToListAsync(), e => e is { Subject: "SavedView", Action: AuditAction.Deleted });
    }

    private static Task<Result<long>> SaveAsync(TestPortal portal, string name, bool shared = false, string list = "invoices") =>
        portal.Get<SaveView>().RunAsync(new SaveView.Input(list, name, Late, shared), default);

    private static Task<Result> ChangeAsync(TestPortal portal, ListSavedViews.View view, string name) =>
        portal.Get<ChangeView>().RunAsync(new ChangeView.Input(view.Id, view.Version, name, null, view.IsShared), default);

    private static async Task<ListSavedViews.Found> ListAsync(TestPortal portal) =>
        Boreal.Value(await portal.Get<ListSavedViews>().RunAsync(new ListSavedViews.Input("invoices"), default));

    private static async Task<(TestUser Clerk, TestUser Sales)> PeopleAsync(TestPortal portal)
    {
        var clerk = await portal.AddUserAsync("clerk@nord.example", DefaultRoles.BillingClerk);
        var sales = await portal.AddUserAsync("sales@nord.example", DefaultRoles.Sales);
        return (Of(clerk, DefaultRoles.BillingClerk), Of(sales, DefaultRoles.Sales));
    }

    private static TestUser Of(User user, string role) => new(user.Id, user.DisplayName, DefaultRoles.Grants[role].ToHashSet(), ClientScope.Everyone);
}
