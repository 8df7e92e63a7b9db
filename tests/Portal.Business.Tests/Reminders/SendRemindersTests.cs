using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Mail;
using Portal.Business.Payments;
using Portal.Business.Reminders;
using Portal.Business.Reminders.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Reminders;

public sealed class SendRemindersTests
{
    [Theory, EachDatabase]
    public async Task Run_OnTheDayALevelIsDue_SendsOneMessageToTheManagerWithCopies(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        var (first, second) = (await scene.IssueAsync(client), await scene.IssueAsync(client, 500m));
        scene.Wait(36);
        Assert.Equal(0, (await scene.RunAsync()).Sent);
        scene.Wait(1);

        Assert.Equal(1, (await scene.RunAsync()).Sent);

        var message = Assert.Single(await scene.MessagesAsync());
        Assert.Equal("marie@client.example", message.Recipients.Single(r => r.Role == RecipientRole.To).Address);
        Assert.Equal("jean@client.example", message.Recipients.Single(r => r.Role == RecipientRole.Cc).Address);
        Assert.Equal(MessageState.Queued, message.State);
        Assert.Contains("1 800,00 €", message.TextBody.Replace('\u202f', ' ').Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains(first.Number!, message.TextBody, StringComparison.Ordinal);
        Assert.Contains(second.Number!, message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", message.TextBody + message.Subject, StringComparison.Ordinal);
        Assert.Equal(2, message.Attachments.Count);
        Assert.Equal([(first.Id, 1, 7, 1200m, 0m, 0m), (second.Id, 1, 7, 600m, 0m, 0m)], (await scene.RemindersAsync()).OrderBy(r => r.InvoiceId).Select(r => (r.InvoiceId, r.Level, r.DaysLate, r.Overdue, r.Interest, r.Fee)));
    }

    [Theory, EachDatabase]
    public async Task Run_AgainAndOnSeveralNodesAtOnce_RemindsOnce(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        await scene.IssueAsync(client);
        scene.Wait(40);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(scene.RunAsync)));
        await scene.RunAsync();

        Assert.Single(await scene.MessagesAsync());
        Assert.Single(await scene.RemindersAsync());
    }

    [Theory, EachDatabase]
    public async Task Run_AfterMonthsOff_BeginsWithTheFirstLevel_AndWaitsForEachFurtherOne(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var invoice = await scene.IssueAsync(await scene.NewClientAsync("Atelier Roy"));
        scene.Wait(200);

        await scene.RunAsync();
        await scene.DeliverAsync();
        await scene.RunAsync();
        scene.Wait(13);
        await scene.RunAsync();
        Assert.Equal([1], (await scene.RemindersAsync(invoice.Id)).Select(r => r.Level));

        scene.Wait(1);
        await scene.RunAsync();
        Assert.Equal([1, 2], (await scene.RemindersAsync(invoice.Id)).Select(r => r.Level));

        // The second is not delivered yet: the third waits for it, however long.
        scene.Wait(60);
        await scene.RunAsync();
        Assert.Equal(2, (await scene.RemindersAsync(invoice.Id)).Count);
        await scene.DeliverAsync();
        scene.Wait(15);
        await scene.RunAsync();
        await scene.DeliverAsync();
        scene.Wait(100);
        await scene.RunAsync();
        Assert.Equal([1, 2, 3], (await scene.RemindersAsync(invoice.Id)).Select(r => r.Level));
    }

    [Theory, EachDatabase]
    public async Task Run_ThatEndsAfterItsSave_GoesOnWithTheOthersNextTime(DatabaseProvider provider)
    {
        var steps = new EndsOnce();
        await using var scene = await RemindersScene.StartAsync(provider, steps: steps);
        await scene.IssueAsync(await scene.NewClientAsync("Un"));
        await scene.IssueAsync(await scene.NewClientAsync("Deux"));
        scene.Wait(40);

        steps.Armed = true;
        await Assert.ThrowsAsync<OperationCanceledException>(scene.RunAsync);
        await scene.RunAsync();

        Assert.Equal(2, (await scene.MessagesAsync()).Count);
        Assert.Equal(2, (await scene.RemindersAsync()).Count);
    }

    [Theory, EachDatabase]
    public async Task Run_WithOneWhoCantBeReached_HoldsTheirMessageAndSendsTheOthers(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var lost = await scene.NewClientAsync("Sans adresse", email: null);
        await scene.IssueAsync(lost);
        await scene.IssueAsync(await scene.NewClientAsync("Atelier Roy"));
        scene.Wait(40);

        Assert.Equal((2, 1), (await scene.RunAsync()) is var run ? (run.Sent, run.NeedAttention) : default);

        var held = Assert.Single(await scene.MessagesAsync(), m => m.State == MessageState.Held);
        Assert.Equal((lost.Id, "Attention.NoRecipient"), (held.ClientId, held.Attention));
    }

    [Theory, EachDatabase]
    public async Task Minimum_IsOfAllThatTheClientOwes_WhateverTheLevels(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var (client, small) = (await scene.NewClientAsync("Atelier Roy"), await scene.NewClientAsync("Petit"));
        var first = await scene.IssueAsync(client, 40m);
        await scene.IssueAsync(small, 40m);
        scene.Wait(37);
        await scene.RunAsync();
        await scene.DeliverAsync();
        var second = await scene.IssueAsync(client, 40m);
        await scene.PlanAsync(f => f.MinimumAmount = 90m);
        scene.Wait(38);

        Assert.Equal([(client.Id, 1), (client.Id, 2)], (await scene.DueAsync()).Select(d => (d.Key.ClientId, d.Key.Level)).Order());
        Assert.Equal(2, (await scene.RunAsync()).Sent);

        Assert.Equal([(first.Id, 1), (first.Id, 2), (second.Id, 1)], (await scene.RemindersAsync()).Where(r => r.InvoiceId == first.Id || r.InvoiceId == second.Id).Select(r => (r.InvoiceId, r.Level)).Order());
    }

    [Theory, EachDatabase]
    public async Task Run_LeavesOut_WhatMustNotBeReminded(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        await scene.PlanAsync(f => f.MinimumAmount = 50m);
        var (disputing, stopped, paying, small, paid) = (
            await scene.NewClientAsync("Conteste"), await scene.NewClientAsync("Arrêté"), await scene.NewClientAsync("Paie"), await scene.NewClientAsync("Petit"), await scene.NewClientAsync("Payé"));
        var disputed = await scene.IssueAsync(disputing);
        await scene.IssueAsync(stopped);
        var underWay = await scene.IssueAsync(paying);
        await scene.IssueAsync(small, 40m);
        await scene.PayAsync(paid, await scene.IssueAsync(paid), 1200m);
        scene.Wait(40);
        Boreal.Require(await scene.Portal.Get<DisputeInvoice>().RunAsync(new(disputed.Id, disputed.Version, "Livraison incomplète"), default));
        Boreal.Require(await scene.Portal.Get<StopReminders>().RunAsync(new(stopped.Id, 0, "Accord de paiement", scene.Today.AddDays(5)), default));
        var online = new OnlinePayment(scene.Boreal.Entity.Id, paying.Id, [new Share(underWay.Id, 1200m)], "EUR", "practice", TestUser.Administrator, scene.Portal.Clock.GetUtcNow().UtcDateTime);
        await using (var db = scene.Portal.Open())
        {
            db.Add(online);
            await db.SaveChangesAsync();
        }

        Assert.Equal(0, (await scene.RunAsync()).Sent);

        // The dispute ends, the stop runs out, the payment fails.
        var version = (await scene.Boreal.FindAsync(disputed.Id)).Version;
        Boreal.Require(await scene.Portal.Get<EndDispute>().RunAsync(new(disputed.Id, version), default));
        await using (var db = scene.Portal.Open())
        {
            (await db.OnlinePayments.SingleAsync(p => p.Id == online.Id)).End(OnlinePaymentState.Refused, scene.Portal.Clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync();
        }

        scene.Wait(5);
        Assert.Equal(2, (await scene.RunAsync()).Sent);
        scene.Wait(1);
        Assert.Equal(1, (await scene.RunAsync()).Sent);
    }

    [Theory, EachDatabase]
    public async Task Run_InProposalMode_SendsNothing_AndListsWhatIsDue(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider, mode: ReminderMode.Propose);
        var client = await scene.NewClientAsync("Atelier Roy");
        await scene.IssueAsync(client);
        await scene.IssueAsync(client, 500m);
        await scene.IssueAsync(await scene.NewClientAsync("Boulangerie"), 100m);
        scene.Wait(40);

        Assert.Equal(0, (await scene.RunAsync()).Sent);
        var rows = await scene.DueAsync();
        Assert.Equal([("Atelier Roy", 2, 10, 1800m), ("Boulangerie", 1, 10, 120m)], rows.Select(r => (r.Client, r.Invoices, r.DaysLate, r.Overdue)));
        var page = Boreal.Value(await scene.Portal.Get<ListDueReminders>().RunAsync(new(new PageRequest(2, 1, "overdue", true), scene.Boreal.Entity.Id, Level: 1), default)).Page;
        Assert.Equal((2, "Boulangerie"), (page.Total, Assert.Single(page.Rows).Client));
        Assert.Equal("Atelier Roy", Assert.Single(Boreal.Value(await scene.Portal.Get<ListDueReminders>().RunAsync(new(new PageRequest(), Text: "atelier"), default)).Page.Rows).Client);

        await scene.PlanAsync(f => f.Mode = ReminderMode.Off);
        Assert.Empty(await scene.DueAsync());
    }

    [Theory, EachDatabase]
    public async Task ListDue_NamesTheLevelsThatThePlanHas(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider, mode: ReminderMode.Propose);
        Assert.Equal([1, 2, 3], await LevelsAsync());

        await scene.PlanAsync(f => f.Levels.RemoveAt(2));
        Assert.Equal([1, 2], await LevelsAsync());

        await scene.PlanAsync(f => f.Mode = ReminderMode.Off);
        Assert.Empty(await LevelsAsync());

        async Task<IReadOnlyList<int>> LevelsAsync() =>
            Boreal.Value(await scene.Portal.Get<ListDueReminders>().RunAsync(new(new PageRequest(), scene.Boreal.Entity.Id), default)).Levels;
    }

    [Theory, EachDatabase]
    public async Task SecondLevel_InFrance_ClaimsInterestAndTheFeeOfProfessionalsOnly(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var (company, person) = (await scene.NewClientAsync("Société"), await scene.NewClientAsync("Gabrielle", kind: ClientKind.Person));
        var invoice = await scene.IssueAsync(company);
        await scene.IssueAsync(person);
        scene.Wait(37);
        await scene.RunAsync();
        await scene.DeliverAsync();
        await scene.PayAsync(company, invoice, 200m);
        scene.Wait(14);

        Assert.Equal(2, (await scene.RunAsync()).Sent);

        // 12.15 %: 1200.00 for 7 days, then 1000.00 for 14 days.
        var interest = Money.Round(((1200m * 7) + (1000m * 14)) * 12.15m / 36500m);
        var sent = (await scene.RemindersAsync()).Where(r => r.Level == 2).ToDictionary(r => r.ClientId);
        Assert.Equal((21, 1000m, interest, 40m), sent[company.Id] is var c ? (c.DaysLate, c.Overdue, c.Interest, c.Fee) : default);
        Assert.Equal((0m, 0m), (sent[person.Id].Interest, sent[person.Id].Fee));
        var message = (await scene.MessagesAsync()).Last(m => m.ClientId == company.Id);
        Assert.Equal(2, message.Attachments.Count);
        Assert.Contains("40,00", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AsOfADayToCome_IsRefusedWhereTheClockCounts()
    {
        await using var scene = await RemindersScene.StartAsync(DatabaseProvider.Sqlite);
        var result = await scene.Portal.Get<Business.Reminders.Scheduled.SendReminders>().RunAsync(new(scene.Today.AddDays(2)), default);
        Assert.Equal("Reminders.DayToCome", result.Refusal?.Code);
    }

    private sealed class EndsOnce : Steps
    {
        public bool Armed { get; set; }

        public override void Reached(string step)
        {
            if (step == "reminders.saved" && Armed)
            {
                Armed = false;
                throw new OperationCanceledException();
            }
        }
    }
}
