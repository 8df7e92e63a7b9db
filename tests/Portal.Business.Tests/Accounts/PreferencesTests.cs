using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounts;

public sealed class PreferencesTests
{
    [Theory, EachDatabase]
    public async Task Preference_Kept_IsThePersonsOwn_UntilForgotten(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var (sam, ana) = (await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales), await portal.AddUserAsync("ana@nord.example", DefaultRoles.Sales));

        portal.User = TestUser.With() with { UserId = sam.Id };
        Assert.True((await portal.Get<KeepPreference>().RunAsync(new("columns.clients", "name,town"), default)).Succeeded);
        Assert.True((await portal.Get<KeepPreference>().RunAsync(new("columns.clients", "name"), default)).Succeeded);
        Assert.Equal("name", (await portal.Get<ShowPreferences>().RunAsync(default)).Value["columns.clients"]);

        portal.User = TestUser.With() with { UserId = ana.Id };
        Assert.Empty((await portal.Get<ShowPreferences>().RunAsync(default)).Value);
        Assert.True((await portal.Get<KeepPreference>().RunAsync(new("columns.clients", null), default)).Succeeded);

        portal.User = TestUser.With() with { UserId = sam.Id };
        Assert.Single((await portal.Get<ShowPreferences>().RunAsync(default)).Value);
        Assert.True((await portal.Get<KeepPreference>().RunAsync(new("columns.clients", null), default)).Succeeded);
        Assert.Empty((await portal.Get<ShowPreferences>().RunAsync(default)).Value);
    }

    [Fact]
    public async Task Preference_TooLongOrOfAVisitor_IsRefused()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var sam = await portal.AddUserAsync("sam@nord.example", DefaultRoles.Sales);

        portal.User = TestUser.With() with { UserId = sam.Id };
        Assert.Equal("Common.TooLong", (await portal.Get<KeepPreference>().RunAsync(new("columns.clients", new string('x', 2000)), default)).Refusal!.Code);

        portal.User = TestUser.With() with { UserId = null };
        Assert.Equal(RefusalKind.Forbidden, (await portal.Get<KeepPreference>().RunAsync(new("columns.clients", "name"), default)).Refusal!.Kind);
    }
}
