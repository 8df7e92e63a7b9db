using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>Time of a ticket that is on no line of a job yet goes where the ticket's time goes now.</summary>
public sealed class TicketTimeMovesTests
{
    [Theory, EachDatabase]
    public async Task OrderOfAnotherJob_ChosenLater_TakesTimeAndTimersThere_AndLeavesWhatIsBilled(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Bill, 1, rate: 110);
        await HourOfWorkAsync(scene);
        var billed = Boreal.Value(await scene.LogAsync(90));
        await ApproveAllAsync(scene);
        var from = (await EntryAsync(scene, billed)).JobId;
        Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(from), BillTicketTime.Grouping.Ticket), default));
        var open = Boreal.Value(await scene.LogAsync(30));
        await ApproveAllAsync(scene);
        var running = Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default));
        var second = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(code: "AUTRE"), 5);
        var to = await JobOfAsync(scene, second.JobLineId);

        await ChangeAsync(scene, h => h with { HoursPackId = second.Id });

        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(15));
        Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new(), default));
        Assert.Equal((from, to, to), ((await EntryAsync(scene, billed)).JobId, (await EntryAsync(scene, open)).JobId, (await EntryAsync(scene, running)).JobId));
        Assert.Equal((60, 0), await scene.HoursAsync());
        Assert.Equal(255, (await scene.Boreal.PackAsync(second.Id)).BalanceMinutes);
        Assert.Equal("Timesheets.NothingToBill", (await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(from), BillTicketTime.Grouping.Ticket), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task TimeOnTheTeamsOwnJob_IsInvoicedToTheClient_OnceTheTicketTakesAnOrder_UnlessItsAuthorGaveIt(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Bill, 1, rate: 110);
        await HourOfWorkAsync(scene);
        var own = await TeamsJobAsync(scene);
        await ChangeAsync(scene, h => h with { HoursPackId = null });
        var kept = Boreal.Value(await scene.LogAsync(120));
        var given = Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, 45, IsBillable: false), default));
        await ApproveAllAsync(scene);
        Assert.Equal((own, TimeBilling.Nothing), await EntryAsync(scene, kept) is var e ? (e.JobId, e.Billing) : default);

        await ChangeAsync(scene, h => h with { HoursPackId = scene.Pack.Id });

        var job = await JobOfAsync(scene, scene.Pack.JobLineId);
        var (moved, free) = (await EntryAsync(scene, kept), await EntryAsync(scene, given));
        Assert.Equal((job, scene.Boreal.Client.Id, 60, 60, TimeBilling.ToBill), (moved.JobId, moved.ClientId, moved.PrepaidMinutes, moved.OverMinutes, moved.Billing));
        Assert.Equal((job, TimeBilling.Nothing), (free.JobId, free.Billing));
        Assert.Equal(1m, Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(job), BillTicketTime.Grouping.Ticket), default)).Hours);
    }

    [Theory, EachDatabase]
    public async Task OrderWhoseJobIsClosed_IsRefusedWhereTimeWouldGoThere(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var entry = Boreal.Value(await scene.LogAsync(30));
        var before = (await EntryAsync(scene, entry)).JobId;
        var second = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(code: "AUTRE"), 5);
        var closed = await JobOfAsync(scene, second.JobLineId);
        await using (var db = scene.Portal.Open())
        {
            await db.Jobs.Where(j => j.Id == closed).ExecuteUpdateAsync(set => set.SetProperty(j => j.Status, JobStatus.Closed));
        }

        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        var refused = (await scene.Portal.Get<EditTicket>().RunAsync(new(scene.TicketId, shown.Version, shown.Head with { HoursPackId = second.Id }), default)).Refusal!;

        Assert.Equal(("Timesheets.JobIsFinished", "HoursPackId"), (refused.Code, refused.Field));
        Assert.Equal((30, 570), await scene.HoursAsync());
        Assert.Equal(before, (await EntryAsync(scene, entry)).JobId);
        await ChangeAsync(scene, h => h with { HoursPackId = second.Id, JobId = before });
        Assert.Equal(270, (await scene.Boreal.PackAsync(second.Id)).BalanceMinutes);
    }

    /// <summary>SQLite has one writer at a time: there the job is closed before or after.</summary>
    [PostgreSqlFact]
    public async Task TimeMovedToAJobThatIsClosedMeanwhile_StaysWhereItWas()
    {
        await using var scene = await TicketScene.StartAsync(DatabaseProvider.PostgreSql);
        var entry = Boreal.Value(await scene.LogAsync(30));
        var before = (await EntryAsync(scene, entry)).JobId;
        var second = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(code: "AUTRE"), 5);
        var closed = await JobOfAsync(scene, second.JobLineId);
        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        await using var other = scene.Portal.Open();
        await using var closing = await other.BeginWriteAsync(default);
        await other.Jobs.Where(j => j.Id == closed).ExecuteUpdateAsync(set => set.SetProperty(j => j.Status, JobStatus.Closed));

        var change = Task.Run(() => scene.Portal.Get<EditTicket>().RunAsync(new(scene.TicketId, shown.Version, shown.Head with { HoursPackId = second.Id }), default));
        await Task.WhenAny(change, Task.Delay(TimeSpan.FromSeconds(2)));
        Assert.False(change.IsCompleted);
        await closing.CommitAsync(default);

        var refused = (await change).Refusal!;
        Assert.Equal(("Timesheets.JobIsFinished", "HoursPackId"), (refused.Code, refused.Field));
        Assert.Equal((before, 30), ((await EntryAsync(scene, entry)).JobId, (await scene.HoursAsync()).Used));
    }

    [Theory, EachDatabase]
    public async Task UndecidedTime_OnTheJobOfAnotherClient_IsNeverInvoiced_ButTakenOrGiven(DatabaseProvider provider)
    {
        foreach (var decision in new[] { DecideUncoveredTime.Decision.TakeFromHours, DecideUncoveredTime.Decision.Give })
        {
            await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Block, 1);
            await HourOfWorkAsync(scene);
            var own = await TeamsJobAsync(scene);
            await ChangeAsync(scene, h => h with { HoursPackId = null });
            var id = Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default));

            // The client's first hours are sold while the timer of a ticket that takes all of them runs.
            await using (var db = scene.Portal.Open())
            {
                await db.Tickets.ExecuteUpdateAsync(set => set.SetProperty(t => t.UsesOldestHours, true));
            }

            scene.Portal.Clock.Advance(TimeSpan.FromMinutes(100));
            Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new(), default));
            Assert.Equal((own, 60, 40, true), await EntryAsync(scene, id) is var e ? (e.JobId, e.PrepaidMinutes, e.OverMinutes, e.IsUndecided) : default);

            Assert.Equal(new(0, 1), Boreal.Value(await scene.Portal.Get<DecideUncoveredTime>().RunAsync(new([id], DecideUncoveredTime.Decision.Invoice), default)));
            Assert.True((await EntryAsync(scene, id)).IsUndecided);
            await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(HoursOverage.Block, code: "PLUS"), 5);
            Assert.Equal(new(1, 0), Boreal.Value(await scene.Portal.Get<DecideUncoveredTime>().RunAsync(new([id], decision), default)));
            await ApproveAllAsync(scene);

            var decided = await EntryAsync(scene, id);
            Assert.Equal((false, TimeBilling.Nothing, decision == DecideUncoveredTime.Decision.Give ? 60 : 100), (decided.IsUndecided, decided.Billing, decided.PrepaidMinutes));
            Assert.Equal("Timesheets.NothingToBill", (await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(own), BillTicketTime.Grouping.Ticket), default)).Refusal!.Code);
        }
    }

    /// <summary>The team's time goes on a job of another client, such as the company's own.</summary>
    private static async Task<long> TeamsJobAsync(TicketScene scene)
    {
        await using var db = scene.Portal.Open();
        var other = new Client(scene.Boreal.Entity.Id, "Maison", new Contact { Name = "C" });
        var job = new Job(scene.Boreal.Entity.Id, other.Id, "J-MAISON", "Assistance", "CAD", scene.Portal.Clock.GetUtcNow().UtcDateTime);
        db.AddRange(other, job);
        await db.SaveChangesAsync();
        await db.HelpdeskTeams.ExecuteUpdateAsync(set => set.SetProperty(t => t.DefaultJobId, (long?)job.Id));
        return job.Id;
    }

    private static async Task HourOfWorkAsync(TicketScene scene)
    {
        await using var db = scene.Portal.Open();
        db.Add(new WorkRules { LegalEntityId = scene.Boreal.Entity.Id, RoundingMinutes = 1, HourProductId = await db.Products.Where(p => p.Code == "ASSIST").Select(p => p.Id).SingleAsync() });
        await db.SaveChangesAsync();
    }

    private static async Task<long> JobOfAsync(TicketScene scene, long jobLineId)
    {
        await using var db = scene.Portal.Open();
        return await db.Set<JobLine>().Where(l => l.Id == jobLineId).Select(l => l.JobId).SingleAsync();
    }

    private static async Task ChangeAsync(TicketScene scene, Func<Business.Helpdesk.Ticket.Head, Business.Helpdesk.Ticket.Head> change)
    {
        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(scene.TicketId, shown.Version, change(shown.Head)), default));
    }

    private static async Task ApproveAllAsync(TicketScene scene)
    {
        await using var db = scene.Portal.Open();
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new(await db.TimeEntries.Select(e => e.Id).ToListAsync()), default));
    }

    private static async Task<TimeEntry> EntryAsync(TicketScene scene, long id)
    {
        await using var db = scene.Portal.Open();
        return await db.TimeEntries.AsNoTracking().SingleAsync(e => e.Id == id);
    }
}
