using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Receivables;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Two people at one document or one payment in the same second: one of them is told, and nothing is done twice or half.</summary>
public sealed class TwoClerksTests
{
    [Theory, EachDatabase]
    public async Task IssueAndDelete_AtOnce_LeaveAnInvoiceOrNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (id, version) = await ProformaAsync(boreal);

        var results = await AtOnceAsync(
            async () => await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, Version: version), default),
            () => boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(id, version), default));

        Assert.Single(results, r => r.Succeeded);
        await using var db = boreal.Portal.Open();
        Assert.Equal(results[0].Succeeded ? ["F-000001"] : Array.Empty<string?>(), await db.Invoices.Select(i => i.Number).ToListAsync());
        await BooksAreRightAsync(boreal.Portal);
    }

    [Theory, EachDatabase]
    public async Task IssueAndEdit_AtOnce_NeverIssueWhatNobodySaw(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (id, version) = await ProformaAsync(boreal);

        var results = await AtOnceAsync(
            async () => await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, Version: version), default),
            () => EditAsync(boreal, id, version));

        Assert.Single(results, r => r.Succeeded);
        var invoice = await boreal.FindAsync(id);
        Assert.Equal(results[0].Succeeded ? (true, "Travaux", 100m) : (false, "Neuf", 200m), (invoice.IsIssued, invoice.Title, invoice.Net));
        await BooksAreRightAsync(boreal.Portal);
    }

    [Theory, EachDatabase]
    public async Task Edit_OfAProformaThatSomebodyElseSaved_IsStaleBeforeAnythingElse_AndNamesWhatIsLeftOfItsLine(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Travaux"), default));
        int version;
        await using (var db = boreal.Portal.Open())
        {
            version = await db.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
        }

        Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
            new AddJobLine.Input(job, version, null, "Pose", 2, "", 50m, 0, boreal.TaxCode.Id, boreal.Income.Id), default));
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job), default));
        var seen = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default));
        Task<Result<int>> SaveAsync(int version, decimal quantity) => boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, version, seen.Head, [.. seen.Lines.Select(l => new ProformaLines.Line(l.Id, l.Source, l.JobLineId, l.ProductId, l.Values with { Quantity = quantity }))]), default);
        var saved = Boreal.Value(await SaveAsync(seen.Version, 3));

        boreal.Portal.User = TestUser.With(Permissions.InvoicesView, Permissions.InvoicesEdit);
        Assert.Equal(Refusal.Stale, (await SaveAsync(seen.Version, 4)).Refusal);
        var refused = (await SaveAsync(saved, 4)).Refusal!;
        Assert.Equal(("JobFolders.MoreThanLeft", "Lines[0].Quantity"), (refused.Code, refused.Field));
        Assert.Equal([2m, 4m], refused.Args.Skip(1).Cast<decimal>());
        Boreal.Value(await SaveAsync(saved, 1));
    }

    [Theory, EachDatabase]
    public async Task DeleteAndEdit_AtOnce_TellOneOfThem(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (id, version) = await ProformaAsync(boreal);

        var results = await AtOnceAsync(
            () => boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(id, version), default), () => EditAsync(boreal, id, version));

        Assert.Single(results, r => r.Succeeded);
        await using var db = boreal.Portal.Open();
        Assert.Equal(results[0].Succeeded ? 0 : 1, await db.Invoices.CountAsync());
        await BooksAreRightAsync(boreal.Portal);
    }

    [Theory, EachDatabase]
    public async Task ReverseAndAllocate_OfOnePaymentAtOnce_NeverPayWithMoneyThatIsGone(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Imprimerie");
        var invoice = await scene.IssueAsync(client, 10);
        var payment = await scene.PayAsync(client, 500);

        await AtOnceAsync(
            () => scene.Portal.Get<ReversePayment>().RunAsync(new ReversePayment.Input(payment, "Sans provision", 0), default),
            () => scene.Portal.Get<AllocateCredit>().RunAsync(new AllocateCredit.Input(payment, [new Share(invoice.Id, invoice.Total)], 0), default));

        await using var db = scene.Portal.Open();
        var state = (await db.Payments.SingleAsync(p => p.Id == payment)).State;
        Assert.Equal(state == PaymentState.Reversed ? invoice.Total : 0m, (await scene.Boreal.FindAsync(invoice.Id)).Balance);
        await BooksAreRightAsync(scene.Portal);
    }

    [Theory, EachDatabase]
    public async Task ReverseAndCredit_OfAPaidInvoiceAtOnce_NeverFreeMoneyThatIsGone(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Imprimerie");
        var invoice = await scene.IssueAsync(client, 10);
        var payment = await scene.PayAsync(client, invoice.Total, shares: new Share(invoice.Id, invoice.Total));
        var version = (await scene.Boreal.FindAsync(invoice.Id)).Version;

        var results = await AtOnceAsync(
            () => scene.Portal.Get<ReversePayment>().RunAsync(new ReversePayment.Input(payment, "Sans provision", 0), default),
            async () => await scene.Portal.Get<CreditInvoice>().RunAsync(new CreditInvoice.Input(invoice.Id, version, null, false, "Erreur", false), default));

        Assert.Contains(results, r => r.Succeeded);
        await using var db = scene.Portal.Open();
        var kept = await db.Payments.SingleAsync(p => p.Id == payment);
        invoice = await scene.Boreal.FindAsync(invoice.Id);
        Assert.Equal(kept.State == PaymentState.Reversed ? 0m : kept.Amount - invoice.Paid, kept.Unallocated);
        Assert.True(invoice.Balance >= 0);
        await BooksAreRightAsync(scene.Portal);
    }

    private static async Task<(long Id, int Version)> ProformaAsync(Boreal boreal)
    {
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        return (id, (await boreal.FindAsync(id)).Version);
    }

    private static async Task<Result> EditAsync(Boreal boreal, long id, int version) => await boreal.Portal.Get<SaveProforma>().RunAsync(
        new SaveProforma.Input(
            id, version, new Invoice.Head(boreal.Client.Id, "Neuf", "", null, null, null, null, null, false),
            [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, boreal.InvoiceLine("Pose", 2, 100))]), default);

    private static Task<Result[]> AtOnceAsync(params Func<Task<Result>>[] acts) => Task.WhenAll(acts.Select(act => Task.Run(act)));

    private static async Task BooksAreRightAsync(TestPortal portal) =>
        Assert.Empty(Boreal.Value(await portal.Get<VerifyBooks>().RunAsync(default)).Differences);
}
