using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Quotes;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>Orders of time that are billed as it is delivered.</summary>
public sealed class DeliveredHoursTests
{
    [Theory, EachDatabase]
    public async Task MoreHours_OfAnOrderBilledAsDelivered_AreProposedAsManyAsWereOrdered(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var pack = await boreal.SellAsync(await boreal.HourProductAsync(policy: HoursPolicy.Delivered), 12);

        var quote = Boreal.Value(await boreal.Portal.Get<ProposeTopUp>().RunAsync(new(pack.Id), default));

        await using var db = boreal.Portal.Open();
        Assert.Equal(12m, await db.Quotes.Where(q => q.Id == quote).SelectMany(q => q.Lines).Select(l => l.Quantity).SingleAsync());
    }

    [Theory, EachDatabase]
    public async Task MixedQuote_BillsItsScheduleOfTheOrderedPart_AndItsTimeAtThePriceOfTheOrder_Once(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var product = await scene.Boreal.HourProductAsync(policy: HoursPolicy.Delivered, code: "REGIE", rate: 200);
        var quote = await scene.Boreal.SentQuoteAsync(
            [scene.Boreal.QuoteLine("Imprimante", 1, 1000), new QuoteLine.Values(product.Id, "Régie", 10, "h", 80, 10, scene.Boreal.TaxCode.Id, scene.Boreal.Income.Id, false)],
            new ScheduleStage("", 30, StageTrigger.AtApproval), new ScheduleStage("", 70, StageTrigger.DaysAfterApproval, Days: 30));

        var approved = Boreal.Value(await scene.Portal.Get<ApproveQuote>().RunAsync(new(quote.Id, null, [], null, "", null, "", "", "", "by phone"), default));

        Assert.Equal(2, approved.Invoices);
        await using (var db = scene.Portal.Open())
        {
            Assert.Equal([300m, 700m], (await db.Invoices.Where(i => i.QuoteId == quote.Id).OrderBy(i => i.QuoteStage).ToListAsync()).Select(i => i.Net));
            var job = await db.Jobs.SingleAsync(j => j.Id == approved.JobId);
            Assert.Equal((1000m, 0m), (job.OrderedNet, job.LeftNet));
        }

        // Ten hours were ordered, twelve and a half are worked: all of them are billed at the price of the order.
        var pack = await PackOfAsync(scene, approved.JobId);
        await TakeAsync(scene, pack);
        Boreal.Value(await scene.LogAsync(600));
        scene.As(1);
        Boreal.Value(await scene.LogAsync(150));
        Assert.Equal((750, -150), (await scene.Boreal.PackAsync(pack) is var p ? (p.UsedMinutes, p.BalanceMinutes) : default));
        Assert.Equal("Timesheets.NothingToBill", (await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(approved.JobId), BillTicketTime.Grouping.Ticket), default)).Refusal!.Code);
        await ApproveAllAsync(scene);
        var billed = Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(approved.JobId), BillTicketTime.Grouping.Person), default));
        Assert.Equal((2, 12.5m), (billed.Parts.Single().Lines.Count, billed.Hours));
        Assert.Equal(900m, Boreal.Value(await scene.Portal.Get<ShowJob>().RunAsync(new(approved.JobId), default)).ToInvoice);
        var invoice = Boreal.Value(await scene.Portal.Get<DraftInvoice>().RunAsync(new(null, approved.JobId, billed.Parts.Single().Lines), default));

        Assert.Equal(900m, (await scene.Boreal.FindAsync(invoice)).Net);
        Assert.Equal("Timesheets.NothingToBill", (await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(approved.JobId), BillTicketTime.Grouping.Ticket), default)).Refusal!.Code);
        Assert.Equal("Invoicing.QuoteInvoicedAlready", (await scene.Portal.Get<InvoiceQuote>().RunAsync(new(quote.Id), default)).Refusal!.Code);
        await using var after = scene.Portal.Open();
        Assert.Equal((1900m, 0m), await after.Jobs.Where(j => j.Id == approved.JobId).Select(j => new { j.OrderedNet, j.LeftNet }).SingleAsync() is var sums ? (sums.OrderedNet, sums.LeftNet) : default);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task LineAddedToAJob_OfDeliveredTime_IsABudget_AndItsTimeIsBilledAtItsPrice(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var product = await scene.Boreal.HourProductAsync(policy: HoursPolicy.Delivered, code: "REGIE");
        long job;
        await using (var db = scene.Portal.Open())
        {
            job = await db.Jobs.Where(j => j.Lines.Any(l => l.Id == scene.Pack.JobLineId)).Select(j => j.Id).SingleAsync();
        }

        var before = await ShowAsync();
        var line = Boreal.Value(await scene.Portal.Get<AddJobLine>().RunAsync(
            new(job, before.Version, product.Id, "Régie", 4, "h", 80, 10, scene.Boreal.TaxCode.Id, scene.Boreal.Income.Id), default));

        var shown = await ShowAsync();
        Assert.Equal((before.ToInvoice, true, 240), (shown.ToInvoice, shown.Lines[^1].BillsDelivered, shown.Lines[^1].Hours!.Left));
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<PickJobLines>().RunAsync(new(scene.Boreal.Client.Id), default)), r => r.JobLineId == line);

        // Nobody takes it: it can leave the job, with its account.
        Boreal.Require(await scene.Portal.Get<WithdrawJobLine>().RunAsync(new(job, shown.Version, line), default));
        line = Boreal.Value(await scene.Portal.Get<AddJobLine>().RunAsync(
            new(job, (await ShowAsync()).Version, product.Id, "Régie", 4, "h", 80, 10, scene.Boreal.TaxCode.Id, scene.Boreal.Income.Id), default));
        await TakeAsync(scene, await PackOfLineAsync());
        Assert.Equal("JobFolders.LineHoursAreUsed", (await scene.Portal.Get<WithdrawJobLine>().RunAsync(new(job, (await ShowAsync()).Version, line), default)).Refusal!.Code);
        Boreal.Value(await scene.LogAsync(90));
        await ApproveAllAsync(scene);
        var billed = Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(job), BillTicketTime.Grouping.Ticket), default));

        // An hour and a half at 80.00 less ten per cent.
        Assert.Equal((1.5m, 108m), (billed.Hours, (await ShowAsync()).Lines[^1].Net));
        Assert.Empty(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);

        async Task<JobView> ShowAsync() => Boreal.Value(await scene.Portal.Get<ShowJob>().RunAsync(new(job), default));
        async Task<long> PackOfLineAsync()
        {
            await using var db = scene.Portal.Open();
            return await db.HoursPacks.Where(p => p.JobLineId == line).Select(p => p.Id).SingleAsync();
        }
    }

    [Theory, EachDatabase]
    public async Task QuoteOfDeliveredTimeOnly_MakesNoInvoice_AndItsHoursAreNotPrepaid(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var product = await scene.Boreal.HourProductAsync(policy: HoursPolicy.Delivered, code: "REGIE");
        var quote = await scene.Boreal.SentQuoteAsync([new QuoteLine.Values(product.Id, "Régie", 4, "h", 80, 0, scene.Boreal.TaxCode.Id, scene.Boreal.Income.Id, false)]);
        var approved = Boreal.Value(await scene.Portal.Get<ApproveQuote>().RunAsync(new(quote.Id, null, [], null, "", null, "", "", "", "by phone"), default));
        Assert.Equal(0, approved.Invoices);
        Assert.Equal("Invoicing.QuoteBilledAsDelivered", (await scene.Portal.Get<InvoiceQuote>().RunAsync(new(quote.Id), default)).Refusal!.Code);
        var shown = Boreal.Value(await scene.Portal.Get<ShowJob>().RunAsync(new(approved.JobId), default));
        var line = Assert.Single(shown.Lines);
        await using (var db = scene.Portal.Open())
        {
            Assert.True(await db.TimelineEntries.AnyAsync(e => e.JobId == approved.JobId && e.What == "PrepaidHours.OpenedDelivered"));
        }

        Assert.Equal((4m, true, 0m, 0m), (line.Quantity, line.BillsDelivered, line.ToInvoice, shown.ToInvoice));

        // A ticket can take it; its time is delivered, not prepaid, and "all orders" means those that are prepaid.
        var made = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Panne", "Rien ne va."), default));
        var pack = await PackOfAsync(scene, approved.JobId);
        var ticket = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(made, default));
        Assert.Equal(scene.Pack.Id, ticket.Head.HoursPackId);
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(made, ticket.Version, ticket.Head with { HoursPackId = pack }), default));
        Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(made, 60), default));
        await using (var db = scene.Portal.Open())
        {
            var entry = await db.TimeEntries.SingleAsync(e => e.TicketId == made);
            Assert.Equal((0, 60, 80m), (entry.PrepaidMinutes, entry.OverMinutes, entry.OverRate));
            Assert.Equal((600, 0), (scene.Pack.BoughtMinutes, Boreal.Value(await scene.Portal.Get<ShowHoursStatement>().RunAsync(new(scene.Boreal.Client.Id, null, null), default)).Used));
        }

        Assert.Equal("PrepaidHours.BilledAsDelivered", (await scene.Portal.Get<CorrectHours>().RunAsync(new(pack, 1, Guid.NewGuid(), 60, "Cadeau"), default)).Refusal!.Code);
        ticket = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(made, default));
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(made, ticket.Version, ticket.Head with { HoursPackId = null, UsesOldestHours = true }), default));
        await using var after = scene.Portal.Open();
        var moved = await after.TimeEntries.SingleAsync(e => e.TicketId == made);
        Assert.Equal((60, 0, null), (moved.PrepaidMinutes, moved.OverMinutes, moved.OrderLineId));
        Assert.Equal((0, 240), (await scene.Boreal.PackAsync(pack) is var back ? (back.UsedMinutes, back.BalanceMinutes) : default));
    }

    [Theory, EachDatabase]
    public async Task OrderThatBlocks_BillsWhatItHolds_WhateverBecomesOfTheRest(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var product = await scene.Boreal.HourProductAsync(HoursOverage.Block, policy: HoursPolicy.Delivered, code: "REGIE");
        var pack = await scene.Boreal.SellAsync(product, 1);
        await TakeAsync(scene, pack.Id);
        Assert.Equal("PrepaidHours.NotEnough", (await scene.LogAsync(90)).Refusal!.Code);
        var id = Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(90));
        Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new(), default));
        await using (var db = scene.Portal.Open())
        {
            Assert.Equal((90, true), await db.TimeEntries.SingleAsync() is var e ? (e.OverMinutes, e.IsUndecided) : default);
        }

        Assert.Equal(new(1, 0), Boreal.Value(await scene.Portal.Get<DecideUncoveredTime>().RunAsync(new([id], DecideUncoveredTime.Decision.Give), default)));
        await ApproveAllAsync(scene);
        await using var after = scene.Portal.Open();
        var job = await after.TimeEntries.Select(e => e.JobId).SingleAsync();
        Assert.Equal(1m, Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(job), BillTicketTime.Grouping.Day), default)).Hours);
    }

    [Theory, EachDatabase]
    public async Task NewTicket_TakesPrepaidHours_BeforeANewerBudget_AndThatWhenNoneAreLeft(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, hours: 2);
        scene.Portal.Clock.Advance(TimeSpan.FromDays(3));
        var budget = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(policy: HoursPolicy.Delivered, code: "REGIE"), 10);
        Assert.True(budget.BillsDelivered && budget.BoughtOn > scene.Pack.BoughtOn);

        var withHours = await PackOfNewTicketAsync();
        Boreal.Value(await scene.LogAsync(120));
        var withNone = await PackOfNewTicketAsync();

        Assert.Equal((scene.Pack.Id, budget.Id), (withHours, withNone));

        async Task<long?> PackOfNewTicketAsync()
        {
            var id = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Panne", "Rien ne va."), default));
            await using var db = scene.Portal.Open();
            return await db.Tickets.Where(t => t.Id == id).Select(t => t.HoursPackId).SingleAsync();
        }
    }

    [Theory, EachDatabase]
    public async Task SavedDraft_TellsWhichOfItsLinesAreBilledAsDelivered(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var product = await scene.Boreal.HourProductAsync(policy: HoursPolicy.Delivered, code: "REGIE");
        var id = await scene.Boreal.DraftAsync();
        var lines = new[] { null, (long?)product.Id, null }
            .Select((p, at) => new QuoteLineFields { ProductId = p, Description = "Ligne", Quantity = 5, UnitPrice = 100, TaxCodeId = scene.Boreal.TaxCode.Id, BillsDelivered = at == 2 });

        // What the screen takes a line for counts nothing: its product decides.
        var saved = Boreal.Value(await scene.Boreal.SaveAsync(id, f => f.Lines = [.. lines]));

        Assert.Equal([false, true, false], saved.Delivered);
    }

    private static async Task<long> PackOfAsync(TicketScene scene, long jobId)
    {
        await using var db = scene.Portal.Open();
        return await db.HoursPacks.Where(p => p.BillsDelivered && db.Jobs.Any(j => j.Id == jobId && j.Lines.Any(l => l.Id == p.JobLineId))).Select(p => p.Id).SingleAsync();
    }

    private static async Task TakeAsync(TicketScene scene, long packId)
    {
        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(scene.TicketId, shown.Version, shown.Head with { HoursPackId = packId }), default));
    }

    private static async Task ApproveAllAsync(TicketScene scene)
    {
        await using var db = scene.Portal.Open();
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new(await db.TimeEntries.Select(e => e.Id).ToListAsync()), default));
    }
}
