using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Gateways;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Tests.Payments;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounting;

public sealed class TransferToAccountingTests
{
    [Theory, EachDatabase]
    public async Task Transfer_OfAnInvoiceAndAPayment_WritesOneFileEachAndMarksTheInvoice(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        await scene.RecordAsync(scene.Cheque(payer, 160.97m, new Share(invoice.Id, 160.97m)));

        Assert.Equal(new TransferToAccounting.Summary(2, 0), (await scene.Get<TransferToAccounting>().RunAsync(default)).Value);
        Assert.Equal(new TransferToAccounting.Summary(0, 0), (await scene.Get<TransferToAccounting>().RunAsync(default)).Value);

        Assert.Equal(AccountingState.HandedOver, (await scene.ReadAsync(invoice)).Accounting);
        var files = Directory.GetFiles(scene.Journals).Order().ToList();
        Assert.Equal(2, files.Count);
        var rows = (await File.ReadAllLinesAsync(files.Single(f => f.Contains(invoice.Number!, StringComparison.Ordinal))))[1..].Select(l => l.Split(',')).ToList();
        Assert.Equal(4, rows.Count);
        Assert.Equal(
            rows.Sum(r => decimal.Parse(r[^5], System.Globalization.CultureInfo.InvariantCulture)),
            rows.Sum(r => decimal.Parse(r[^4], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory, EachDatabase]
    public async Task OneEntry_ThatBreaksTheHandOver_IsKeptAsFailed_AndTheOthersGo(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider, services => services.RemoveAll<IAccountingGateway>().AddSingleton<IAccountingGateway, BreaksOnTheFirst>());
        var payer = (await scene.ClientsAsync())[0];
        var broken = await scene.IssueAsync(payer, 140m);
        var next = await scene.IssueAsync(payer, 150m);

        Assert.Equal(new TransferToAccounting.Summary(1, 1), (await scene.Get<TransferToAccounting>().RunAsync(default)).Value);

        Assert.Equal((AccountingState.Failed, AccountingState.HandedOver), ((await scene.ReadAsync(broken)).Accounting, (await scene.ReadAsync(next)).Accounting));
    }

    [Theory, EachDatabase]
    public async Task Invoice_ThatComesToNothing_HasNoEntryAndLeavesNoGap(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var nothing = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100m), boreal.InvoiceLine("Geste commercial", 1, -100m));
        var next = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100m));

        await boreal.Portal.Get<TransferToAccounting>().RunAsync(default);

        Assert.Equal((0m, AccountingState.NothingToBook), (nothing.Total, (await boreal.FindAsync(nothing.Id)).Accounting));
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<ShowHandOver>().RunAsync(nothing.Id, default)).Refusal);
        Assert.Equal(1L, Boreal.Value(await boreal.Portal.Get<ShowHandOver>().RunAsync(next.Id, default)).EntryNumber);
        Assert.Equal("Invoicing.CreditedInFull", (await boreal.FindAsync(nothing.Id)).WhyNotCreditable()?.Code);
        var chain = Boreal.Value(await boreal.Portal.Get<VerifyChains>().RunAsync(default)).Single(c => c.LegalEntity == boreal.Entity.Name);
        Assert.Equal((2L, 0), (chain.Records, chain.Found));
    }

    [Theory, EachDatabase]
    public async Task HandOver_OfAnInvoice_IsShownQueuedFailedAndHandedOver(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);
        var queued = (await scene.Get<ShowHandOver>().RunAsync(invoice.Id, default)).Value;
        Assert.Equal((AccountingState.Queued, HandOverForm.Csv, 0, null), (queued.State, queued.Form, queued.Attempts, queued.EntryNumber));
        await File.WriteAllTextAsync(scene.Journals, "in the way of the folder");
        await scene.Get<TransferToAccounting>().RunAsync(default);
        var failed = (await scene.Get<ShowHandOver>().RunAsync(invoice.Id, default)).Value;
        Assert.Equal((AccountingState.Failed, 1, 1L), (failed.State, failed.Attempts, failed.EntryNumber));
        Assert.True(failed.Answer.Length > 0 && failed.NextAttemptAt > scene.Clock.GetUtcNow().UtcDateTime);

        File.Delete(scene.Journals);
        Assert.True((await scene.Get<RetryTransfer>().RunAsync([failed.EntryId], default)).Succeeded);
        await scene.Get<TransferToAccounting>().RunAsync(default);

        var done = (await scene.Get<ShowHandOver>().RunAsync(invoice.Id, default)).Value;
        Assert.Equal((AccountingState.HandedOver, scene.Clock.GetUtcNow().UtcDateTime), (done.State, done.HandedOverAt));
        Assert.Equal(Refusal.NotFound, (await scene.Get<ShowHandOver>().RunAsync(1, default)).Refusal);
        scene.User = TestUser.OfClients(invoice.ClientId);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<ShowHandOver>().RunAsync(invoice.Id, default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Crash_BetweenTheFileAndTheSave_WritesNoSecondFile(DatabaseProvider provider)
    {
        var crash = new CrashOnce();
        await using var scene = await PaymentsScene.StartAsync(provider, services => services.AddSingleton<Steps>(crash));
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);

        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Get<TransferToAccounting>().RunAsync(default));
        var file = Assert.Single(Directory.GetFiles(scene.Journals));
        var written = (await File.ReadAllBytesAsync(file), File.GetLastWriteTimeUtc(file));
        Assert.Equal(AccountingState.Queued, (await scene.ReadAsync(invoice)).Accounting);
        await using (var db = scene.Open())
        {
            (await db.GlAccounts.FirstAsync(a => a.Kind == Business.Catalog.GlAccountKind.Income)).Number = "9999";
            await db.SaveChangesAsync();
        }

        Assert.Equal(new TransferToAccounting.Summary(1, 0), (await scene.Get<TransferToAccounting>().RunAsync(default)).Value);

        Assert.Equal(file, Assert.Single(Directory.GetFiles(scene.Journals)));
        Assert.Equal(written.Item1, await File.ReadAllBytesAsync(file));
        Assert.Equal(written.Item2, File.GetLastWriteTimeUtc(file));
        Assert.Equal(AccountingState.HandedOver, (await scene.ReadAsync(invoice)).Accounting);
    }

    [Theory, EachDatabase]
    public async Task Transfer_ThatFails_IsShownAndTriedAgainLater(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);
        await File.WriteAllTextAsync(scene.Journals, "in the way of the folder");

        Assert.Equal(new TransferToAccounting.Summary(0, 1), (await scene.Get<TransferToAccounting>().RunAsync(default)).Value);
        Assert.Equal((AccountingState.Failed, "TransferFailed"), ((await scene.ReadAsync(invoice)).Accounting, (await scene.ReadAsync(invoice)).Attention));
        Assert.Equal(new TransferToAccounting.Summary(0, 0), (await scene.Get<TransferToAccounting>().RunAsync(default)).Value);
        var row = Assert.Single((await scene.Get<ListEntries>().RunAsync(new(new PageRequest(), State: AccountingState.Failed), default)).Value.Page.Rows);
        Assert.NotEmpty(row.Answer);

        File.Delete(scene.Journals);
        Assert.True((await scene.Get<RetryTransfer>().RunAsync([row.Id], default)).Succeeded);
        Assert.Equal(new TransferToAccounting.Summary(1, 0), (await scene.Get<TransferToAccounting>().RunAsync(default)).Value);
        Assert.Equal((AccountingState.HandedOver, null), ((await scene.ReadAsync(invoice)).Accounting, (await scene.ReadAsync(invoice)).Attention));
        Assert.Equal("Accounting.AlreadyHandedOver", (await scene.Get<RetryTransfer>().RunAsync([row.Id], default)).Refusal?.Code);
        Assert.StartsWith("﻿Entity,", System.Text.Encoding.UTF8.GetString((await scene.Get<ReadJournalFile>().RunAsync(row.Id, default)).Value.Bytes), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Document_BookedTwice_IsRefusedByTheDatabase(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);
        await using var db = scene.Open();
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == invoice.LegalEntityId);
        AccountingEntries.AddForInvoice(db, await db.Invoices.Include(i => i.Lines).Include(i => i.Taxes).SingleAsync(), entity);
        Assert.Equal("Common.AlreadyThere", (await db.TrySaveAsync(default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Books_AreNoBusinessOfClients(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        await scene.IssueAsync(payer, 140m);
        scene.User = TestUser.OfClients(payer.Id);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<ListEntries>().RunAsync(new(new PageRequest()), default)).Refusal);
        await using var db = scene.Get<IDbContextFactory<PortalDbContext>>().CreateDbContext();
        Assert.Empty(await db.AccountingEntries.ToListAsync());
        Assert.Empty(await db.Set<AccountingEntryLine>().ToListAsync());
        Assert.Empty(await db.AccountingTransfers.ToListAsync());
    }

    private sealed class BreaksOnTheFirst : IAccountingGateway
    {
        private int asked;

        public HandOverForm Form => HandOverForm.Csv;

        public Task<GatewayAnswer> HandOverAsync(JournalPiece piece, CancellationToken ct) =>
            asked++ == 0 ? throw new FormatException("Broken on purpose.") : Task.FromResult(new GatewayAnswer(true, "taken"));
    }

    private sealed class CrashOnce : Steps
    {
        private bool crashed;

        public override void Reached(string step)
        {
            if (!crashed && step == "accounting.handed-over")
            {
                crashed = true;
                throw new InvalidOperationException("The process ended here.");
            }
        }
    }
}
