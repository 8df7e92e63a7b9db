using Portal.Business.Batches.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Reminders;
using Portal.Business.Reminders.UseCases;
using Portal.Business.Reporting;
using Portal.Business.Reporting.UseCases;
using Portal.Business.Tests.Batches;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Reminders;

public sealed class RemindBatchTests
{
    [Theory, EachDatabase]
    public async Task Batch_OfSeveralInvoices_RemindsEachClientOnceAndLeavesOutTheDisputedAndTheStopped(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider, mode: ReminderMode.Propose);
        await scene.Boreal.ActAsClerkAsync();
        var (client, stopped) = (await scene.NewClientAsync("Atelier Roy"), await scene.NewClientAsync("Atelier Côté"));
        var (first, second, disputed, ofStopped) =
            (await scene.IssueAsync(client), await scene.IssueAsync(client, 500m), await scene.IssueAsync(client), await scene.IssueAsync(stopped));
        await using (var db = scene.Portal.Open())
        {
            Boreal.Require((await db.Invoices.FindAsync(disputed.Id))!.Dispute("Trop", "Clerk", scene.Today));
            (await db.Clients.FindAsync(stopped.Id))!.StopReminders("Arrangement", null, scene.Today);
            await db.SaveChangesAsync();
        }

        scene.Wait(40);
        var early = await scene.IssueAsync(client);
        var preview = await PreviewAsync(scene, first, second, disputed, ofStopped, early);
        Assert.Equal((2, 3), (preview.ToDo, preview.LeftOut));
        Assert.Equal(
            [(first.Id, "Batches.RemindLevel"), (second.Id, "Batches.RemindLevel"), (disputed.Id, "Reminders.IsDisputed"), (ofStopped.Id, "Reminders.ClientIsStopped"), (early.Id, "Reminders.NotOverdue")],
            preview.Notes.OrderBy(n => n.Id).Select(n => (n.Id, n.Reasons.Single().Code)));

        var batch = Boreal.Value(await scene.Portal.Get<StartBatch>().RunAsync(
            new StartBatch.Input(RemindKind.KindName, new ListInvoices.Filter(Ids: [first.Id, second.Id, disputed.Id, ofStopped.Id, early.Id]), false, Guid.NewGuid(), preview.Mark), default));
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => scene.Portal.Get<RunBatches>().RunAsync(default))));
        Boreal.Value(await scene.Portal.Get<RunBatches>().RunAsync(default));

        var view = Boreal.Value(await scene.Portal.Get<ShowBatch>().RunAsync(new ShowBatch.Input(batch), default));
        Assert.Equal((2, 0, 3, true), (view.Done, view.Refused, view.LeftOut, view.IsOver));
        Assert.Single(await scene.MessagesAsync());
        Assert.Equal([(first.Id, 1), (second.Id, 1)], (await scene.RemindersAsync()).OrderBy(r => r.InvoiceId).Select(r => (r.InvoiceId, r.Level)));
        scene.Portal.User = TestUser.With(Permissions.InvoicesView);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<PreviewBatch>().RunAsync(new(RemindKind.KindName, new ListInvoices.Filter()), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Preview_OfAnyBatch_WarnsOfWhatIsDisputed(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var invoice = await scene.IssueAsync(await scene.NewClientAsync("Atelier Roy"), sent: false);
        await using (var db = scene.Portal.Open())
        {
            Boreal.Require((await db.Invoices.FindAsync(invoice.Id))!.Dispute("Trop", "Clerk", scene.Today));
            await db.SaveChangesAsync();
        }

        var preview = Boreal.Value(await scene.Portal.Get<PreviewBatch>().RunAsync(new("send", new ListInvoices.Filter(Ids: [invoice.Id])), default));

        Assert.Equal((1, "Batches.Disputed", false), (preview.ToDo, preview.Notes.Single().Reasons.Single().Code, preview.Notes.Single().IsLeftOut));
    }

    [Theory, EachDatabase]
    public async Task Invoice_NeverSent_IsNotRemindedButNeedsAttentionUntilItIsSent(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        var (invoice, paid) = (await scene.IssueAsync(client, sent: false), await scene.IssueAsync(client, sent: false));
        scene.Wait(40);

        var outcome = await scene.RunAsync();

        Assert.Equal((0, 2), (outcome.Sent, outcome.NeedAttention));
        Assert.Empty(await scene.RemindersAsync());
        Assert.Equal(Invoice.NeverSent, (await scene.Boreal.FindAsync(invoice.Id)).Attention);
        Assert.Equal("Reminders.NeverSent", (await scene.Portal.Get<ProposeReminder>().RunAsync(ReminderWish.OfInvoice(invoice.Id), default)).Refusal?.Code);
        await scene.PayAsync(client, paid, paid.Total);
        Assert.Null((await scene.Boreal.FindAsync(paid.Id)).Attention);
        await using (var db = scene.Portal.Open())
        {
            (await db.Invoices.FindAsync(invoice.Id))!.MarkSent(scene.Portal.Clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync();
        }

        Assert.Null((await scene.Boreal.FindAsync(invoice.Id)).Attention);
        Assert.Equal(1, (await scene.RunAsync()).Sent);
    }

    [Theory, EachDatabase]
    public async Task Today_WithRemindersDue_CountsThemForWhoMaySendThem(DatabaseProvider provider)
    {
        await using var scene = await RemindersScene.StartAsync(provider, mode: ReminderMode.Propose);
        var client = await scene.NewClientAsync("Atelier Roy");
        await scene.IssueAsync(client);
        await scene.IssueAsync(client);
        scene.Wait(40);

        var today = Boreal.Value(await scene.Portal.Get<ShowToday>().RunAsync(new(), default));
        Assert.Equal((await scene.DueAsync()).Count, Assert.Single(today.Items, i => i.Need == TodayNeed.RemindersDue).Count);
        scene.Portal.User = TestUser.With(Permissions.InvoicesView);
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<ShowToday>().RunAsync(new(), default)).Items, i => i.Need == TodayNeed.RemindersDue);
    }

    private static async Task<PreviewBatch.Preview> PreviewAsync(RemindersScene scene, params Invoice[] invoices) => Boreal.Value(
        await scene.Portal.Get<PreviewBatch>().RunAsync(new PreviewBatch.Input(RemindKind.KindName, new ListInvoices.Filter(Ids: [.. invoices.Select(i => i.Id)])), default));
}
