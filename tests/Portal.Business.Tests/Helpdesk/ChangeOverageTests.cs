using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class ChangeOverageTests
{
    [Theory, EachDatabase]
    public async Task AnotherRule_CountsFromThenOn_IsToldWithItsReason_AndKeptInTheTrail(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Allow, 1);
        Boreal.Value(await scene.LogAsync(90));
        Assert.Equal((90, -30), await scene.HoursAsync());

        Boreal.Require(await ChangeAsync(scene, HoursOverage.Block, null, "Le client a tout dépassé."));
        Assert.Equal("PrepaidHours.NotEnough", (await scene.LogAsync(30)).Refusal!.Code);

        Boreal.Require(await ChangeAsync(scene, HoursOverage.Bill, 95.5m, "Convenu par téléphone."));
        Boreal.Value(await scene.LogAsync(30));
        Assert.Equal((90, -30), await scene.HoursAsync());
        await using var db = scene.Portal.Open();
        Assert.Equal([(0, (decimal?)null), (30, 95.5m)], (await db.TimeEntries.OrderBy(e => e.Id).ToListAsync()).Select(e => (e.OverMinutes, e.OverRate)));
        var shown = Boreal.Value(await scene.Portal.Get<ShowHoursPack>().RunAsync(new(scene.Pack.Id), default));
        Assert.Equal((HoursOverage.Bill, 95.5m, 2), (shown.Overage, shown.OverRate!.Value, shown.Rules.Count));
        Assert.Contains("Convenu par téléphone.", shown.Rules[0].Text, StringComparison.Ordinal);
        Assert.Equal(2, await db.TimelineEntries.CountAsync(e => e.Subject == nameof(HoursPack) && e.JobId != null && e.What.StartsWith("PrepaidHours.Overage")));
        Assert.Equal(2, await db.AuditEntries.CountAsync(a => a.Subject == nameof(HoursPack) && a.Action == AuditAction.Changed && a.Changes.Contains("Overage")));
    }

    [Theory, EachDatabase]
    public async Task WithoutReason_Permission_OrOfABudget_IsRefused_AndTheSameRuleIsNoChange(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Allow, 1);
        var bad = await ChangeAsync(scene, HoursOverage.Bill, -1, " ");
        Assert.Equal(["PrepaidHours.ReasonNeeded", "Catalog.PriceRange"], bad.Refusals.Select(r => r.Code));
        Assert.Equal("PrepaidHours.RuleUnchanged", (await ChangeAsync(scene, HoursOverage.Allow, null, "Rien")).Refusal!.Code);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<ShowHoursPack>().RunAsync(new(scene.Pack.Id), default)).Rules);
        Assert.Equal(Refusal.Stale, (await scene.Portal.Get<ChangeOverage>().RunAsync(new(scene.Pack.Id, 4711, HoursOverage.Block, null, "x"), default)).Refusal);

        var budget = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(policy: HoursPolicy.Delivered, code: "REGIE", rate: 80), 5);
        var rate = (await scene.Boreal.PackAsync(budget.Id)).OverRate;
        Assert.Equal("PrepaidHours.BilledAnyway", (await ChangeAsync(scene, HoursOverage.Bill, 10, "x", budget.Id)).Refusal!.Code);
        Boreal.Require(await ChangeAsync(scene, HoursOverage.Block, 10, "Plus de travail sans commande.", budget.Id));
        var invoiced = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(HoursOverage.Bill, policy: HoursPolicy.Delivered, code: "REGIE2", rate: 80), 5);
        Assert.Equal("PrepaidHours.RuleUnchanged", (await ChangeAsync(scene, HoursOverage.Bill, 10, "x", invoiced.Id)).Refusal!.Code);
        Assert.Equal((HoursOverage.Block, rate), (await scene.Boreal.PackAsync(budget.Id) is var after ? (after.Overage, after.OverRate) : default));
        scene.Portal.User = TestUser.With(Permissions.HelpdeskWork, Permissions.HelpdeskView);
        Assert.Equal(Refusal.Forbidden, (await ChangeAsync(scene, HoursOverage.Block, null, "x")).Refusal);
    }

    private static async Task<Result> ChangeAsync(TicketScene scene, HoursOverage overage, decimal? rate, string reason, long? pack = null) =>
        await scene.Portal.Get<ChangeOverage>().RunAsync(new(pack ?? scene.Pack.Id, (await scene.Boreal.PackAsync(pack ?? scene.Pack.Id)).Version, overage, rate, reason), default);
}
