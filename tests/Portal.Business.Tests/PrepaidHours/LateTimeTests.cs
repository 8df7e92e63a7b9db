using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Operations;
using Portal.Business.PrepaidHours.Scheduled;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Tests.Helpdesk;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.PrepaidHours;

/// <summary>Two hours were good until April 1 and written off on the 2nd; work of March is entered on the 3rd.</summary>
public sealed class LateTimeTests
{
    private static readonly DateOnly Before = new(2026, 3, 31);

    [Theory, EachDatabase]
    public async Task WorkBeforeTheLastDay_EnteredAfterTheExpiry_TakesWhatExpired_UnderEachRule(DatabaseProvider provider)
    {
        foreach (var overage in Enum.GetValues<HoursOverage>())
        {
            await using var scene = await ExpiredAsync(provider, overage);
            var first = Boreal.Value(await LogAsync(scene, 90, Before));
            Assert.Equal((90, 0, 90, 0), await EntryAsync(scene, first) is var e ? (e.PrepaidMinutes, e.OverMinutes, (await scene.HoursAsync()).Used, (await scene.HoursAsync()).Left) : default);

            // Half an hour of what expired is left, and what is over that follows the rule.
            var second = await LogAsync(scene, 60, Before);
            Assert.Equal(overage == HoursOverage.Block ? "PrepaidHours.NotEnough" : null, second.Refusal?.Code);
            Assert.Equal(overage switch { HoursOverage.Allow => (150, -30), HoursOverage.Bill => (120, 0), _ => (90, 0) }, await scene.HoursAsync());
            await AddsUpAsync(scene);
        }
    }

    [Theory, EachDatabase]
    public async Task LateWork_MadeLessAndDeleted_GivesBack_AndThatExpiresAnew(DatabaseProvider provider)
    {
        await using var scene = await ExpiredAsync(provider, HoursOverage.Bill);
        var id = Boreal.Value(await LogAsync(scene, 90, Before));
        Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(id, 0, 0, null, Before, 30, "Moins", true), default));
        Assert.Equal((30, 60), await scene.HoursAsync());
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<ExpireHours>().RunAsync(null, default)));
        Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(id, 1, 0, null, Before, 150, "Plus", true), default));
        Assert.Equal((120, 30), await EntryAsync(scene, id) is var e ? (e.PrepaidMinutes, e.OverMinutes) : default);
        await AddsUpAsync(scene);
        Boreal.Require(await scene.Portal.Get<DeleteTimeEntry>().RunAsync(new(id, 2), default));
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<ExpireHours>().RunAsync(null, default)));

        Assert.Equal((0, 0), await scene.HoursAsync());
        await AddsUpAsync(scene);
    }

    [Theory, EachDatabase]
    public async Task WorkAfterTheLastDay_TakesNothingThatExpired_NorTwiceWhatWasGivenBackByHand(DatabaseProvider provider)
    {
        await using var scene = await ExpiredAsync(provider, HoursOverage.Bill);
        var after = Boreal.Value(await LogAsync(scene, 30, new DateOnly(2026, 4, 2)));
        Assert.Equal((0, 30), await EntryAsync(scene, after) is var e ? (e.PrepaidMinutes, e.OverMinutes) : default);

        // A new last day and a correction: the two hours are there again, and once.
        var pack = await scene.Boreal.PackAsync(scene.Pack.Id);
        Boreal.Require(await scene.Portal.Get<ExtendHours>().RunAsync(new(pack.Id, pack.Version, new DateOnly(2026, 6, 1)), default));
        Boreal.Require(await scene.Portal.Get<CorrectHours>().RunAsync(new(pack.Id, pack.Version + 1, Guid.NewGuid(), 120, "Geste"), default));
        var late = Boreal.Value(await LogAsync(scene, 200, Before));
        Assert.Equal((120, 80), await EntryAsync(scene, late) is var l ? (l.PrepaidMinutes, l.OverMinutes) : default);
        await AddsUpAsync(scene);
    }

    [Theory, EachDatabase]
    public async Task WorkAfterTheLastDay_FollowsTheRuleOfItsOrder(DatabaseProvider provider)
    {
        var after = new DateOnly(2026, 4, 2);
        await using (var block = await ExpiredAsync(provider, HoursOverage.Block))
        {
            Assert.Equal("PrepaidHours.NotEnough", (await LogAsync(block, 30, after)).Refusal?.Code);
            var timer = Boreal.Value(await block.Portal.Get<LogTicketTime>().RunAsync(new(block.TicketId, null), default));
            block.Portal.Clock.Advance(TimeSpan.FromMinutes(30));
            Boreal.Require(await block.Portal.Get<StopTimer>().RunAsync(new(), default));
            Assert.Equal((0, 30, true, TimeBilling.ToDecide), await EntryAsync(block, timer) is var t ? (t.PrepaidMinutes, t.OverMinutes, t.IsUndecided, t.Billing) : default);
            Assert.Equal(new(0, 1), Boreal.Value(await block.Portal.Get<DecideUncoveredTime>().RunAsync(new([timer], DecideUncoveredTime.Decision.TakeFromHours), default)));
            Assert.Equal(new(1, 0), Boreal.Value(await block.Portal.Get<DecideUncoveredTime>().RunAsync(new([timer], DecideUncoveredTime.Decision.Invoice), default)));
            Boreal.Value(await block.Portal.Get<SaveTimeEntry>().RunAsync(new(timer, (await EntryAsync(block, timer)).Version, 0, null, after, 20, "Moins", true), default));
            Assert.Equal((20, false), await EntryAsync(block, timer) is var d ? (d.OverMinutes, d.IsUndecided) : default);
            await AddsUpAsync(block);
        }

        foreach (var overage in new[] { HoursOverage.Allow, HoursOverage.Bill })
        {
            await using var scene = await ExpiredAsync(provider, overage);
            var id = Boreal.Value(await LogAsync(scene, 30, after));
            Assert.Equal((0, 30, 110m), await EntryAsync(scene, id) is var e ? (e.PrepaidMinutes, e.OverMinutes, e.OverRate) : default);
            Assert.Equal((0, 0), await scene.HoursAsync());
        }
    }

    [Theory, EachDatabase]
    public async Task SeveralLateEntries_OfATicketThatTakesTheOrderLater_ShareWhatExpired(DatabaseProvider provider)
    {
        await using var scene = await ExpiredAsync(provider, HoursOverage.Bill);
        await TakeAsync(scene, null);
        Boreal.Value(await LogAsync(scene, 90, Before));
        Boreal.Value(await LogAsync(scene, 60, Before));

        await TakeAsync(scene, scene.Pack.Id);

        Assert.Equal((120, 0), await scene.HoursAsync());
        await using var db = scene.Portal.Open();
        Assert.Equal((120, 30), (await db.TimeEntries.SumAsync(t => t.PrepaidMinutes), await db.TimeEntries.SumAsync(t => t.OverMinutes)));
        await AddsUpAsync(scene);
    }

    [Theory, EachDatabase]
    public async Task TimeOnAnOrderShortenedSince_IsCorrected_LessOrAsItWas_UnderEachRule(DatabaseProvider provider)
    {
        foreach (var overage in Enum.GetValues<HoursOverage>())
        {
            await using var scene = await TicketScene.StartAsync(provider, overage, 2, rate: 110);
            scene.Portal.Clock.Set(new DateTime(2026, 4, 3, 15, 0, 0, DateTimeKind.Utc));
            var id = Boreal.Value(await LogAsync(scene, 90, Before));
            Boreal.Require(await scene.Portal.Get<ExtendHours>().RunAsync(new(scene.Pack.Id, (await scene.Boreal.PackAsync(scene.Pack.Id)).Version, new DateOnly(2026, 3, 15)), default));
            Assert.Equal(1, Boreal.Value(await scene.Portal.Get<ExpireHours>().RunAsync(null, default)));

            foreach (var minutes in new[] { 90, 60, 0 })
            {
                if (minutes > 0)
                {
                    Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(id, (await EntryAsync(scene, id)).Version, 0, null, Before, minutes, "Corrigé", true), default));
                    Assert.Equal((minutes, 0), await EntryAsync(scene, id) is var e ? (e.PrepaidMinutes, e.OverMinutes) : default);

                    // What is more than before is not given by an order whose last day is over.
                    var more = await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(id, (await EntryAsync(scene, id)).Version, 0, null, Before, minutes + 10, "Plus", true), default);
                    Assert.Equal(overage == HoursOverage.Block ? "PrepaidHours.NotEnough" : null, more.Refusal?.Code);
                    Assert.Equal((minutes, overage == HoursOverage.Block ? 0 : 10), await EntryAsync(scene, id) is var m ? (m.PrepaidMinutes, m.OverMinutes) : default);
                }
                else
                {
                    Boreal.Require(await scene.Portal.Get<DeleteTimeEntry>().RunAsync(new(id, (await EntryAsync(scene, id)).Version), default));
                }

                Assert.Equal(minutes, (await scene.HoursAsync()).Used);
                await AddsUpAsync(scene);
            }
        }
    }

    private static async Task<TicketScene> ExpiredAsync(DatabaseProvider provider, HoursOverage overage)
    {
        var scene = await TicketScene.StartAsync(provider, overage, 2, rate: 110, months: 1);
        Assert.Equal(new DateOnly(2026, 4, 1), scene.Pack.ExpiresOn);
        scene.Portal.Clock.Set(new DateTime(2026, 4, 3, 15, 0, 0, DateTimeKind.Utc));
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<ExpireHours>().RunAsync(null, default)));
        return scene;
    }

    private static Task<Business.Common.Result<long>> LogAsync(TicketScene scene, int minutes, DateOnly day) =>
        scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, minutes, day), default);

    private static async Task TakeAsync(TicketScene scene, long? packId)
    {
        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(scene.TicketId, shown.Version, shown.Head with { HoursPackId = packId, JobId = shown.Jobs[0].Id }), default));
    }

    private static async Task<TimeEntry> EntryAsync(TicketScene scene, long id)
    {
        await using var db = scene.Portal.Open();
        return await db.TimeEntries.AsNoTracking().SingleAsync(e => e.Id == id);
    }

    private static async Task AddsUpAsync(TicketScene scene)
    {
        var statement = Boreal.Value(await scene.Portal.Get<ShowHoursStatement>().RunAsync(new(scene.Boreal.Client.Id), default));
        Assert.Equal(statement.After, statement.Bought - statement.Used - statement.Expired + statement.Corrected);
        Assert.Equal(statement.After, statement.Packs.Sum(p => p.Left));
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key.StartsWith("Hours", StringComparison.Ordinal));
    }
}
