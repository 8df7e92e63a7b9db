using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches;
using Portal.Business.Batches.Kinds;
using Portal.Business.Batches.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Batches;

public sealed class BatchTests
{
    [Theory, EachDatabase]
    public async Task Batch_WithOneThatCannotBeIssued_IssuesTheOthersAndSaysWhy(DatabaseProvider provider)
    {
        await using var boreal = await StartAsync(provider);
        var (first, broken, last) = (await GoodAsync(boreal), await BrokenAsync(boreal), await GoodAsync(boreal));

        var preview = await PreviewAsync(boreal, IssueAndSendKind.KindName, first, broken, last);
        Assert.Equal((2, 1), (preview.ToDo, preview.LeftOut));
        Assert.Equal(new PreviewBatch.Total("CAD", 229.96m), Assert.Single(preview.Totals));
        var note = Assert.Single(preview.Notes);
        Assert.Equal((broken, true, "Invoicing.LineWithoutTaxCode"), (note.Id, note.IsLeftOut, note.Reasons[0].Code));

        var batch = await StartAsync(boreal, IssueAndSendKind.KindName, preview, first, broken, last);
        await RunAsync(boreal);

        var view = await ShowAsync(boreal, batch);
        Assert.Equal((true, 3, 2, 0, 1, 0), (view.IsOver, view.Total, view.Done, view.Refused, view.LeftOut, view.Waiting));
        Assert.Equal("Batches.NothingToRetry", (await boreal.Portal.Get<RetryBatch>().RunAsync(new RetryBatch.Input(batch, Guid.NewGuid()), default)).Refusal!.Code);
        var items = Boreal.Value(await boreal.Portal.Get<ListBatchItems>().RunAsync(new ListBatchItems.Input(batch, new PageRequest()), default));
        Assert.Equal(["F-000001", "", "F-000002"], items.Rows.Select(r => r.Outcome));
        Assert.Equal(BatchItemState.LeftOut, items.Rows[1].State);
        Assert.Equal(note.Reasons.Select(r => r.Code), items.Rows[1].Reasons.Select(r => r.Code));
        await using var db = boreal.Portal.Open();
        Assert.Equal(2, await db.OutgoingMessages.CountAsync());
        Assert.Contains(await db.AuditEntries.Where(e => e.SubjectId == first && e.Action == AuditAction.Changed).ToListAsync(), e => e.UserName == "Clerk");
    }

    [Theory, EachDatabase]
    public async Task Start_PressedTwice_StartsOneBatch(DatabaseProvider provider)
    {
        await using var boreal = await StartAsync(provider);
        var id = await GoodAsync(boreal);
        var preview = await PreviewAsync(boreal, IssueKind.KindName, id);
        var input = new StartBatch.Input(IssueKind.KindName, new ListInvoices.Filter(Ids: [id]), false, Guid.NewGuid(), preview.Mark);

        var started = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => boreal.Portal.Get<StartBatch>().RunAsync(input, default))));

        Assert.Single(started.Select(Boreal.Value).Distinct());
        await using var db = boreal.Portal.Open();
        Assert.Equal((1, 1), (await db.Batches.CountAsync(), await db.BatchItems.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task Start_WhenAnInvoiceChangedSinceThePreview_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await StartAsync(provider);
        var id = await GoodAsync(boreal);
        var preview = await PreviewAsync(boreal, IssueKind.KindName, id);
        await using (var db = boreal.Portal.Open())
        {
            (await db.Invoices.FindAsync(id))!.NeedsAttention(Invoice.NotIssuable);
            await db.SaveChangesAsync();
        }

        var input = new StartBatch.Input(IssueKind.KindName, new ListInvoices.Filter(Ids: [id]), false, Guid.NewGuid(), preview.Mark);
        Assert.Equal("Batches.Changed", (await boreal.Portal.Get<StartBatch>().RunAsync(input, default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Run_AfterAnInvoiceChanged_LeavesItAndRetriesItAsANewBatch(DatabaseProvider provider)
    {
        await using var boreal = await StartAsync(provider);
        var (changed, good) = (await GoodAsync(boreal), await GoodAsync(boreal));
        var batch = await StartAsync(boreal, IssueKind.KindName, null, changed, good);
        await using (var db = boreal.Portal.Open())
        {
            (await db.Invoices.FindAsync(changed))!.NeedsAttention(Invoice.NotIssuable);
            await db.SaveChangesAsync();
        }

        await RunAsync(boreal);
        Assert.Equal((1, 1), ((await ShowAsync(boreal, batch)).Done, (await ShowAsync(boreal, batch)).Refused));

        var request = Guid.NewGuid();
        var again = Boreal.Value(await boreal.Portal.Get<RetryBatch>().RunAsync(new RetryBatch.Input(batch, request), default));
        Assert.Equal(again, Boreal.Value(await boreal.Portal.Get<RetryBatch>().RunAsync(new RetryBatch.Input(batch, request), default)));
        await RunAsync(boreal);
        var view = await ShowAsync(boreal, again);
        Assert.Equal((1, 1, (long?)batch), (view.Total, view.Done, view.RetryOfId));
    }

    [Theory, EachDatabase]
    public async Task Run_OnTwoNodesAtOnce_DoesEachOnce(DatabaseProvider provider)
    {
        await using var boreal = await StartAsync(provider);
        var ids = new List<long>();
        for (var i = 0; i < 30; i++)
        {
            ids.Add(await GoodAsync(boreal));
        }

        var batch = await StartAsync(boreal, IssueAndSendKind.KindName, null, [.. ids]);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RunAsync(boreal))));
        await RunAsync(boreal);

        Assert.Equal((30, true), ((await ShowAsync(boreal, batch)).Done, (await ShowAsync(boreal, batch)).IsOver));
        await using var db = boreal.Portal.Open();
        Assert.Equal(30, await db.OutgoingMessages.CountAsync());
        var numbers = await db.BatchItems.OrderBy(i => i.Position).Select(i => i.Outcome).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 30).Select(n => n.ToString("'F-'000000", CultureInfo.InvariantCulture)), numbers.Order());
    }

    [Theory, EachDatabase]
    public async Task Send_OfSentUnreachableAndWaiting_LeavesThemOutWithTheReason(DatabaseProvider provider)
    {
        await using var boreal = await StartAsync(provider);
        var (ready, waiting, sent) = ((await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100))).Id, (await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100))).Id, (await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100))).Id);
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(waiting, Guid.NewGuid()), default));
        await using (var db = boreal.Portal.Open())
        {
            (await db.Invoices.FindAsync(sent))!.MarkSent(boreal.Portal.Clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync();
        }

        var preview = await PreviewAsync(boreal, SendKind.KindName, ready, waiting, sent);
        Assert.Equal((1, true), (preview.ToDo, preview.SentBefore));
        Assert.Equal(["Batches.OnItsWay", "Batches.SentBefore"], preview.Notes.Select(n => n.Reasons[0].Code).Order());
        var again = Boreal.Value(await boreal.Portal.Get<PreviewBatch>().RunAsync(new PreviewBatch.Input(SendKind.KindName, Ids(ready, waiting, sent), true), default));
        Assert.Equal(2, again.ToDo);

        await StartAsync(boreal, SendKind.KindName, preview, ready, waiting, sent);
        await RunAsync(boreal);
        await using var after = boreal.Portal.Open();
        Assert.Equal([waiting, ready], await after.OutgoingMessages.OrderBy(m => m.Id).Select(m => m.AboutId!.Value).ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task Cancel_BeforeItsTurn_LeavesTheInvoicesAsTheyAre(DatabaseProvider provider)
    {
        await using var boreal = await StartAsync(provider);
        var id = await GoodAsync(boreal);
        var batch = await StartAsync(boreal, IssueKind.KindName, null, id);

        Boreal.Require(await boreal.Portal.Get<CancelBatch>().RunAsync(new CancelBatch.Input(batch), default));
        await RunAsync(boreal);

        var view = await ShowAsync(boreal, batch);
        Assert.Equal((true, true, 1), (view.IsOver, view.IsCancelled, view.Cancelled));
        Assert.True((await boreal.FindAsync(id)).IsProforma);
        Assert.Equal("Batches.IsOver", (await boreal.Portal.Get<CancelBatch>().RunAsync(new CancelBatch.Input(batch), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Batch_AskedForAmongThoseOfAnotherSubject_IsNotFound(DatabaseProvider provider)
    {
        await using var boreal = await StartAsync(provider);
        var batch = await StartAsync(boreal, IssueKind.KindName, null, await GoodAsync(boreal));

        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<ShowBatch>().RunAsync(new ShowBatch.Input(batch, BatchSubject.Visit), default)).Refusal);
        Assert.Equal(batch, Boreal.Value(await boreal.Portal.Get<ShowBatch>().RunAsync(new ShowBatch.Input(batch, BatchSubject.Invoice), default)).Id);
    }

    [Theory, EachDatabase]
    public async Task Batch_OfSomebodyElse_IsNotFound_AndNeedsThePermissionsOfItsKind(DatabaseProvider provider)
    {
        await using var boreal = await StartAsync(provider);
        var id = await GoodAsync(boreal);
        var batch = await StartAsync(boreal, IssueKind.KindName, null, id);
        boreal.Portal.User = TestUser.InRole(DefaultRoles.BillingClerk);

        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<ShowBatch>().RunAsync(new ShowBatch.Input(batch), default)).Refusal);
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<CancelBatch>().RunAsync(new CancelBatch.Input(batch), default)).Refusal);
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<RetryBatch>().RunAsync(new RetryBatch.Input(batch, Guid.NewGuid()), default)).Refusal);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<ListBatchItems>().RunAsync(new ListBatchItems.Input(batch, new PageRequest()), default)).Rows);
        boreal.Portal.User = TestUser.InRole(DefaultRoles.Sales);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<PreviewBatch>().RunAsync(new PreviewBatch.Input(IssueKind.KindName, Ids(id)), default)).Refusal);
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<PreviewBatch>().RunAsync(new PreviewBatch.Input(IssueKind.KindName, Ids(id)), default)).Refusal);
    }

    private static ListInvoices.Filter Ids(params long[] ids) => new(Ids: ids);

    private static async Task<Boreal> StartAsync(DatabaseProvider provider)
    {
        var boreal = await Boreal.QuebecAsync(provider);
        await boreal.ActAsClerkAsync();
        return boreal;
    }

    private static Task<long> GoodAsync(Boreal boreal) => boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));

    private static Task<long> BrokenAsync(Boreal boreal) => boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100) with { TaxCodeId = null });

    private static async Task<PreviewBatch.Preview> PreviewAsync(Boreal boreal, string kind, params long[] ids) =>
        Boreal.Value(await boreal.Portal.Get<PreviewBatch>().RunAsync(new PreviewBatch.Input(kind, Ids(ids)), default));

    private static async Task<long> StartAsync(Boreal boreal, string kind, PreviewBatch.Preview? preview, params long[] ids)
    {
        preview ??= await PreviewAsync(boreal, kind, ids);
        return Boreal.Value(await boreal.Portal.Get<StartBatch>().RunAsync(new StartBatch.Input(kind, Ids(ids), false, Guid.NewGuid(), preview.Mark), default));
    }

    /// <summary>As the scheduler does it; the person who started the batch acts in it.</summary>
    private static async Task RunAsync(Boreal boreal) => Boreal.Value(await boreal.Portal.Get<RunBatches>().RunAsync(default));

    private static async Task<ShowBatch.View> ShowAsync(Boreal boreal, long batch) =>
        Boreal.Value(await boreal.Portal.Get<ShowBatch>().RunAsync(new ShowBatch.Input(batch), default));
}
