using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;
using static Portal.Business.Tests.Helpdesk.TicketTimeTests;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>Time that no prepaid hours cover, and what a person decides about it.</summary>
public sealed class UncoveredTimeTests
{
    [Theory, EachDatabase]
    public async Task Timer_OnABlockedOrder_StopsAndWhatIsOverWaitsForAPerson(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Block, 1, rounding: 15);
        Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(100));

        Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new(), default));

        Assert.Equal((60, 0), await scene.HoursAsync());
        var entry = await EntryAsync(scene);
        Assert.Equal((100, 60, 45, true), (entry.Minutes!.Value, entry.PrepaidMinutes, entry.OverMinutes, entry.IsUndecided));
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<ListTimeEntries>().RunAsync(new(new PageRequest(), Undecided: true), default)).Total);

        // Its text can be set right all the same, and approved; it is in no bill until somebody decides.
        Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(entry.Id, entry.Version, 0, null, entry.Day, 100, "Câble", true), default));
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([entry.Id]), default));
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<ListTimeEntries>().RunAsync(new(new PageRequest(), ToBill: true), default)).Total);
        Assert.True((await EntryAsync(scene)).IsUndecided);
    }

    [Theory, EachDatabase]
    public async Task UncoveredTime_IsTakenFromHoursSoldLater_Invoiced_OrGiven(DatabaseProvider provider)
    {
        foreach (var decision in Enum.GetValues<DecideUncoveredTime.Decision>())
        {
            await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Block, 1);
            Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default));
            scene.Portal.Clock.Advance(TimeSpan.FromMinutes(100));
            Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new(), default));
            var entry = await EntryAsync(scene);
            var input = new DecideUncoveredTime.Input([entry.Id], decision);
            if (decision == DecideUncoveredTime.Decision.TakeFromHours)
            {
                Assert.Equal(new(0, 1), Boreal.Value(await scene.Portal.Get<DecideUncoveredTime>().RunAsync(input, default)));
                var more = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(HoursOverage.Block, code: "PLUS"), 5);
                Assert.Equal(new(1, 0), Boreal.Value(await scene.Portal.Get<DecideUncoveredTime>().RunAsync(input, default)));
                Assert.Equal(260, (await scene.Boreal.PackAsync(more.Id)).BalanceMinutes);
            }
            else
            {
                Assert.Equal(new(1, 0), Boreal.Value(await scene.Portal.Get<DecideUncoveredTime>().RunAsync(input, default)));
            }

            Assert.Equal(new(0, 1), Boreal.Value(await scene.Portal.Get<DecideUncoveredTime>().RunAsync(input, default)));
            Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([entry.Id]), default));
            Assert.Equal(decision == DecideUncoveredTime.Decision.Invoice ? 1 : 0, Boreal.Value(await scene.Portal.Get<ListTimeEntries>().RunAsync(new(new PageRequest(), ToBill: true), default)).Total);
        }
    }

    [Theory, EachDatabase]
    public async Task TimeTakenFromHoursSoldLater_StaysWithThem_WhenItsAuthorChangesItAfterwards(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Block, 1);
        Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(100));
        Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new(), default));
        var entry = await EntryAsync(scene);
        var more = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(HoursOverage.Block, code: "PLUS"), 5);
        Boreal.Value(await scene.Portal.Get<DecideUncoveredTime>().RunAsync(new([entry.Id], DecideUncoveredTime.Decision.TakeFromHours), default));

        async Task<(int, int, int)> SaveAsync(int minutes)
        {
            entry = await EntryAsync(scene);
            Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(entry.Id, entry.Version, 0, null, entry.Day, minutes, "Câble", true), default));
            return ((await EntryAsync(scene)).OverMinutes, (await scene.HoursAsync()).Left, (await scene.Boreal.PackAsync(more.Id)).BalanceMinutes);
        }

        Assert.Equal((0, 0, 260), await SaveAsync(100));
        Assert.Equal((0, 0, 270), await SaveAsync(90));
        Assert.Equal((0, 10, 300), await SaveAsync(50));
    }
}
