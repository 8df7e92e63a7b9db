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
using Portal.Business.PrepaidHours;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.Helpdesk;

public sealed class TicketTimeTests
{
    [Theory, EachDatabase]
    public async Task TimeOfTwoAgents_OnATicketOfThePortal_IsDeliveredOnTheOrder(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Assert.Equal(scene.Pack.Id, (await scene.TicketAsync()).HoursPackId);

        Boreal.Value(await scene.LogAsync(120));
        scene.As(1);
        Boreal.Value(await scene.LogAsync(90));

        Assert.Equal((210, 390), await scene.HoursAsync());
        await using var db = scene.Portal.Open();
        var job = Boreal.Value(await scene.Portal.Get<ShowJob>().RunAsync(new(await db.TimeEntries.Select(e => e.JobId).Distinct().SingleAsync()), default));
        Assert.Equal((210, 390, 210), (job.Lines[0].Hours!.Delivered, job.Lines[0].Hours!.Left, job.Time.Minutes));
        var statement = Boreal.Value(await scene.Portal.Get<ShowHoursStatement>().RunAsync(new(scene.Boreal.Client.Id), default));
        Assert.Equal((0, 600, 210, 390), (statement.Before, statement.Bought, statement.Used, statement.After));
        Assert.Equal(["Agathe", "Bruno"], statement.Rows.Where(r => r.Minutes < 0).Select(r => r.By).Order());
    }

    [Theory, EachDatabase]
    public async Task AgentsWithACost_CountInTheCostOfTheJob(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Value(await scene.LogAsync(60));
        scene.As(1);
        Boreal.Value(await scene.LogAsync(90));
        Assert.Null(Boreal.Value(await scene.Portal.Get<ListPeopleCosts>().RunAsync(new(new PageRequest(), "agathe"), default)).Rows.Single().HourlyCost);

        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<SaveCostRate>().RunAsync(new(scene.Agents[0], new DateOnly(2026, 1, 1), 40), default)));
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<SaveCostRate>().RunAsync(new(scene.Agents[1], new DateOnly(2026, 1, 1), 30), default)));

        Boreal.Value(await scene.LogAsync(30));
        await using var db = scene.Portal.Open();
        var job = Boreal.Value(await scene.Portal.Get<ShowJob>().RunAsync(new(await db.TimeEntries.Select(e => e.JobId).Distinct().SingleAsync()), default));
        Assert.Equal((180, 100m), (job.Time.Minutes, job.Time.Cost));
        var agathe = Boreal.Value(await scene.Portal.Get<ListPeopleCosts>().RunAsync(new(new PageRequest(), "agathe"), default)).Rows.Single();
        Assert.Equal((40m, new DateOnly(2026, 1, 1), "CAD"), (agathe.HourlyCost!.Value, agathe.Since!.Value, agathe.Currency));
        scene.Portal.User = TestUser.InRole(DefaultRoles.SupportAgent);
        Assert.Equal(RefusalKind.Forbidden, (await scene.Portal.Get<ListPeopleCosts>().RunAsync(new(new PageRequest()), default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await scene.Portal.Get<SaveCostRate>().RunAsync(new(scene.Agents[0], new DateOnly(2026, 1, 1), 1), default)).Refusal!.Kind);
    }

    [Theory, EachDatabase]
    public async Task EditedAndDeletedTime_WritesTheDifference(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var id = Boreal.Value(await scene.LogAsync(120));
        Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(id, 0, 0, null, new DateOnly(2026, 3, 2), 45, "Moins", true), default));
        Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(id, 1, 0, null, new DateOnly(2026, 3, 2), 60, "Plus", true), default));
        Assert.Equal((60, 540), await scene.HoursAsync());

        Boreal.Require(await scene.Portal.Get<DeleteTimeEntry>().RunAsync(new(id, 2), default));

        Assert.Equal((0, 600), await scene.HoursAsync());
        await using var db = scene.Portal.Open();
        Assert.Equal([600, -120, 75, -15, 60], await db.HoursMovements.OrderBy(m => m.Id).Select(m => m.Minutes).ToListAsync());
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key.StartsWith("Hours", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task TimeOnAnotherDay_ComesBackOnTheOne_AndIsTakenOnTheOther(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var id = Boreal.Value(await scene.LogAsync(120));
        Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(id, 0, 0, null, new DateOnly(2026, 2, 27), 120, "Vendredi", true), default));

        Assert.Equal(-120, (await MonthAsync(2)).After);
        Assert.Equal((600, 0), await MonthAsync(3) is var march ? (march.Bought, march.Used) : default);
        Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(id, 1, 0, null, new DateOnly(2026, 2, 26), 90, "Jeudi", true), default));
        Assert.Equal((90, 90), await MonthAsync(2) is var february ? (february.Used, -february.After) : default);
        Assert.Equal((90, 510), await scene.HoursAsync());
        await using var db = scene.Portal.Open();
        Assert.Equal([600, -120, 120, -120, 120, -90], await db.HoursMovements.OrderBy(m => m.Id).Select(m => m.Minutes).ToListAsync());
        Boreal.Require(await scene.Portal.Get<DeleteTimeEntry>().RunAsync(new(id, 2), default));
        Assert.Equal((0, 0), await MonthAsync(2) is var none ? (none.Used, none.After) : default);
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key.StartsWith("Hours", StringComparison.Ordinal));

        async Task<HoursStatement> MonthAsync(int month) => Boreal.Value(await scene.Portal.Get<ShowHoursStatement>().RunAsync(
            new(scene.Boreal.Client.Id, new DateOnly(2026, month, 1), new DateOnly(2026, month, 28)), default));
    }

    [Theory, EachDatabase]
    public async Task Statement_OfVeryManyMovements_IsPagedAndAddsUp_AndItsDocumentIsRefused(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        await using (var db = scene.Portal.Open())
        {
            var pack = await db.HoursPacks.SingleAsync();
            db.HoursMovements.AddRange(Enumerable.Range(0, 150).Select(i => pack.Add(HoursMovementKind.Used, -1, new DateOnly(2026, 3, 2).AddDays(i / 50), scene.Portal.Clock.GetUtcNow().UtcDateTime, "Agathe", "", $"test:{i}")));
            await db.SaveChangesAsync();
        }

        var first = await PageAsync(1);
        Assert.Equal((600, 150, 450, 151, HoursStatement.PageSize), (first.Bought, first.Used, first.After, first.Movements, first.Rows.Count));
        Assert.Equal((51, new DateOnly(2026, 3, 4), 450), await PageAsync(2) is var second ? (second.Rows.Count, second.Rows[^1].On, second.After) : default);
        Assert.Equal((51, 450), await PageAsync(99) is var beyond ? (beyond.Rows.Count, beyond.After) : default);
        Assert.True((await scene.Portal.Get<DrawHoursStatement>().RunAsync(new(scene.Boreal.Client.Id, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)), default)).Succeeded);
        await using (var db = scene.Portal.Open())
        {
            var pack = await db.HoursPacks.SingleAsync();
            db.HoursMovements.AddRange(Enumerable.Range(0, HoursStatement.MostOfDocument).Select(i => pack.Add(HoursMovementKind.Used, -1, new DateOnly(2026, 3, 9), scene.Portal.Clock.GetUtcNow().UtcDateTime, "Agathe", "", $"more:{i}")));
            await db.SaveChangesAsync();
        }

        Assert.Equal("PrepaidHours.StatementTooLong", (await scene.Portal.Get<DrawHoursStatement>().RunAsync(new(scene.Boreal.Client.Id, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)), default)).Refusal!.Code);

        async Task<HoursStatement> PageAsync(int page) => Boreal.Value(await scene.Portal.Get<ShowHoursStatement>().RunAsync(
            new(scene.Boreal.Client.Id, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), page), default));
    }

    [Theory, EachDatabase]
    public async Task MoreThanIsLeft_IsAllowedRefusedOrInvoiced(DatabaseProvider provider)
    {
        await using (var allow = await TicketScene.StartAsync(provider, HoursOverage.Allow, 2))
        {
            Boreal.Value(await allow.LogAsync(150));
            Assert.Equal((150, -30), await allow.HoursAsync());
        }

        await using (var block = await TicketScene.StartAsync(provider, HoursOverage.Block, 2))
        {
            Assert.Equal("PrepaidHours.NotEnough", (await block.LogAsync(150)).Refusal!.Code);
            Boreal.Value(await block.LogAsync(120));
            Assert.Equal((120, 0), await block.HoursAsync());
        }

        await using var bill = await TicketScene.StartAsync(provider, HoursOverage.Bill, 2, rate: 110);
        Boreal.Value(await bill.LogAsync(150));
        Assert.Equal((120, 0), await bill.HoursAsync());
        await using var db = bill.Portal.Open();
        Assert.Equal((120, 30, 110m), await db.TimeEntries.Select(e => new ValueTuple<int, int, decimal>(e.PrepaidMinutes, e.OverMinutes, e.OverRate!.Value)).SingleAsync());
    }

    [Theory, EachDatabase]
    public async Task AgentsAtTheSameSecond_NeverOverdrawABlockedOrder(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Block, 2);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => scene.LogAsync(50))));

        Assert.Equal(2, results.Count(r => r.Succeeded));
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal("PrepaidHours.NotEnough", r.Refusal!.Code));
        Assert.Equal((100, 20), await scene.HoursAsync());
    }

    [Theory, EachDatabase]
    public async Task AgentsAtTheSameSecond_AllSucceedWhereThereIsEnough(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var own = Boreal.Value(await scene.LogAsync(60));

        async Task<Refusal?> WorkAsync(int i) =>
            i % 3 == 0 ? (await scene.Portal.Get<DeleteTimeEntry>().RunAsync(new(Boreal.Value(await scene.LogAsync(10)), 0), default)).Refusal
            : i == 1 ? (await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(own, 0, 0, null, new DateOnly(2026, 3, 2), 90, "Plus", true), default)).Refusal
            : (await scene.LogAsync(20)).Refusal;
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => WorkAsync(i))));

        Assert.All(results, Assert.Null);
        Assert.Equal((90 + (7 * 20), 600 - 90 - (7 * 20)), await scene.HoursAsync());
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key.StartsWith("Hours", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Timer_StartedTwiceOnATicket_IsOne_AndStoppingWritesWhatWasDone(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, rounding: 15);
        var started = Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default));

        Assert.Equal(started, Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default)));

        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal("Common.TooLong", (await scene.Portal.Get<StopTimer>().RunAsync(new(new string('x', Lengths.Text + 1)), default)).Refusal!.Code);
        Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new(" Câble remplacé "), default));
        Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new("second onglet"), default));
        var row = Assert.Single(Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default)).Time);
        Assert.Equal((7, 15, "Câble remplacé"), (row.Minutes!.Value, row.Counted, row.Note));
        var mine = Assert.Single(Boreal.Value(await scene.Portal.Get<ShowMyTime>().RunAsync(new(), default)).Rows);
        Assert.Equal((scene.TicketId, true), (mine.TicketId!.Value, mine.Ticket.StartsWith("T-", StringComparison.Ordinal)));
    }

    [Theory, EachDatabase]
    public async Task Timer_ThatRunsOnATicket_IsNamedByIt_WhereAnotherIsStarted(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var first = await scene.TicketAsync();
        var second = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Autre panne", "Depuis midi.", RequestPriority.Normal), default));
        var running = Boreal.Value(await scene.LogAsync(null));

        Assert.Equal(running, Boreal.Value(await scene.LogAsync(null)));
        Assert.Equal(Refusal.NotNow("Timesheets.TimerOnTicket", first.Number), (await scene.Portal.Get<LogTicketTime>().RunAsync(new(second, null), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task AnotherOrderThatBlocks_WithTooFewHours_IsRefusedAndNotOverdrawn(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Value(await scene.LogAsync(120));
        var small = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(HoursOverage.Block, code: "PETIT"), 1);
        var ticket = await scene.TicketAsync();

        var chosen = await scene.Portal.Get<EditTicket>().RunAsync(new(ticket.Id, ticket.Version, new Ticket.Head(ticket.Title, ticket.Priority, null, null, null, small.Id, false)), default);

        Assert.Equal(Refusal.NotNow("PrepaidHours.NotEnoughForLogged", 1m, 1), chosen.Refusal);
        Assert.Equal((120, 480), await scene.HoursAsync());
        Assert.Equal(60, (await scene.Boreal.PackAsync(small.Id)).BalanceMinutes);
    }

    [Theory, EachDatabase]
    public async Task AnotherOrderThatBlocks_SaysWhatLacksForAllEntriesTogether(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        foreach (var minutes in new[] { 45, 90, 30 })
        {
            Boreal.Value(await scene.LogAsync(minutes));
        }

        var small = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(HoursOverage.Block, code: "PETIT"), 1);
        var ticket = await scene.TicketAsync();

        var chosen = await scene.Portal.Get<EditTicket>().RunAsync(new(ticket.Id, ticket.Version, new Ticket.Head(ticket.Title, ticket.Priority, null, null, null, small.Id, false)), default);

        Assert.Equal(Refusal.NotNow("PrepaidHours.NotEnoughForLogged", 1.75m, 2), chosen.Refusal);
        Assert.Equal((165, 435), await scene.HoursAsync());
        Assert.Equal(60, (await scene.Boreal.PackAsync(small.Id)).BalanceMinutes);
    }

    [Theory, EachDatabase]
    public async Task AnotherOrder_ChosenLater_TakesTheTimeOver_AndOldestFirstUsesBoth(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Block, 1);
        Boreal.Value(await scene.LogAsync(50));
        var second = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(HoursOverage.Block, code: "AUTRE"), 5);
        var ticket = await scene.TicketAsync();
        var head = new Ticket.Head(ticket.Title, ticket.Priority, null, null, null, second.Id, false);

        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(ticket.Id, ticket.Version, head), default));
        Assert.Equal((0, 60), await scene.HoursAsync());
        Assert.Equal(250, (await scene.Boreal.PackAsync(second.Id)).BalanceMinutes);

        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(ticket.Id, ticket.Version + 1, head with { UsesOldestHours = true }), default));
        await using (var db = scene.Portal.Open())
        {
            await db.Tickets.Where(t => t.Id == ticket.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.JobId, db.TimeEntries.Select(e => (long?)e.JobId).First()));
        }

        Boreal.Value(await scene.LogAsync(30));
        Assert.Equal((60, 0), await scene.HoursAsync());
        Assert.Equal(280, (await scene.Boreal.PackAsync(second.Id)).BalanceMinutes);
        Assert.Equal(280, Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(ticket.Id, default)).LeftOfAll);
    }

    [Theory, EachDatabase]
    public async Task ApprovedTimeOver_IsBilledOnceAtTheRateOfTheOrder(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Bill, 1, rate: 110);
        long jobId;
        await using (var db = scene.Portal.Open())
        {
            var product = await db.Products.SingleAsync(p => p.Code == "ASSIST");
            db.Add(new WorkRules { LegalEntityId = scene.Boreal.Entity.Id, RoundingMinutes = 1, HourProductId = product.Id });
            await db.SaveChangesAsync();
        }

        Boreal.Value(await scene.LogAsync(90));
        scene.As(1);
        Boreal.Value(await scene.LogAsync(45));
        await using (var db = scene.Portal.Open())
        {
            jobId = await db.TimeEntries.Select(e => e.JobId).FirstAsync();
            Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new(await db.TimeEntries.Select(e => e.Id).ToListAsync()), default));
        }

        Assert.Equal("Timesheets.NothingToBill", (await scene.Portal.Get<BillJobTime>().RunAsync(new(jobId), default)).Refusal!.Code);
        var billed = Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(jobId), BillTicketTime.Grouping.Person), default));
        Assert.Equal((2, 1.25m, 2), (billed.Parts.Single().Lines.Count, billed.Hours, billed.Entries));
        Assert.All(Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default)).Time, t => Assert.True(t.IsInvoiced));
        Assert.Equal("Timesheets.NothingToBill", (await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(jobId), BillTicketTime.Grouping.Ticket), default)).Refusal!.Code);
        await using var after = scene.Portal.Open();
        var lines = await after.Jobs.Where(j => j.Id == jobId).SelectMany(j => j.Lines).Where(l => l.UnitPrice == 110).Select(l => l.Net).ToListAsync();
        Assert.Equal([55m, 82.5m], lines.Order());

        // What was worked goes with the invoice, and is opened from it.
        var invoice = Boreal.Value(await scene.Portal.Get<DraftInvoice>().RunAsync(new(null, jobId, billed.Parts.Single().Lines, Issue: true, Send: true), default));
        var mail = await after.OutgoingMessages.AsNoTracking().SingleAsync(m => m.AboutId == invoice && m.Kind == "invoice");
        Assert.Equal(2, mail.Attachments.Count);
        Assert.Contains("Feuille de temps", mail.Attachments[1].FileName, StringComparison.Ordinal);
        Assert.Equal(137.5m, Boreal.Value(await scene.Portal.Get<ShowInvoice>().RunAsync(new(invoice), default)).Sums.Net);
        Assert.Equal("%PDF"u8.ToArray(), Boreal.Value(await scene.Portal.Get<DrawInvoiceTimesheet>().RunAsync(new(invoice), default)).Bytes[..4]);

        // The client's portal serves the invoice, and the timesheet beside it.
        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        var shown = Boreal.Value(await scene.Portal.Get<ShowOwnInvoice>().RunAsync(invoice, default));
        Assert.Equal(mail.Attachments.Select(a => a.DocumentId), [shown.DocumentId, shown.TimesheetId]);
    }

    internal static async Task<TimeEntry> EntryAsync(TicketScene scene)
    {
        await using var db = scene.Portal.Open();
        return await db.TimeEntries.AsNoTracking().SingleAsync();
    }
}
