using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Receivables;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>Small differences settle what they stand for, within the limit, and can be taken back.</summary>
public sealed class WriteOffTests
{
    [Theory, EachDatabase]
    public async Task Rest_OfAnInvoice_IsWrittenOffAsALossAndTakenBack(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Ferme du Lac");
        var invoice = await scene.IssueAsync(client, 10m);
        await scene.PayAsync(client, invoice.Total - 0.40m, shares: new Share(invoice.Id, invoice.Total - 0.40m));
        scene.Wait(3);

        Boreal.Require(await WriteOffAsync(scene, invoice));
        Assert.False((await WriteOffAsync(scene, invoice)).Succeeded);

        var settled = await scene.Boreal.FindAsync(invoice.Id);
        Assert.Equal((0m, 0.40m, settled.Total), (settled.Balance, settled.WrittenOff, settled.Paid + settled.Credited + settled.WrittenOff));
        Assert.Equal((0m, 0m), (await BalanceAsync(scene, client, scene.Today), (await scene.StatementAsync(client, from: scene.Today.AddDays(-5))).Period!.Closing));
        Assert.Equal(0.40m, await BalanceAsync(scene, client, scene.Today.AddDays(-1)));
        await using var db = scene.Portal.Open();
        var writeOff = await db.WriteOffs.SingleAsync();
        var entry = await db.AccountingEntries.Include(e => e.Lines).SingleAsync(e => e.Source == EntrySource.WriteOff);
        Assert.Equal((0.40m, writeOff.GlAccountId, client.Id), (entry.Total, entry.Lines.Single(l => l.Debit > 0).GlAccountId, entry.Lines.Single(l => l.Credit > 0).ClientId));

        Boreal.Require(await scene.Portal.Get<ReverseWriteOff>().RunAsync(new(writeOff.Id, writeOff.Version, "Payé après tout"), default));
        Assert.Equal((0.40m, 0.40m), ((await scene.Boreal.FindAsync(invoice.Id)).Balance, await BalanceAsync(scene, client, scene.Today)));
        Assert.Equal(1, await db.AccountingEntries.CountAsync(e => e.Source == EntrySource.WriteOffReversal));
    }

    [Theory, EachDatabase]
    public async Task Rest_AboveTheLimitOrWithoutPermission_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Ferme du Lac");
        var invoice = await scene.IssueAsync(client, 10m);

        Assert.Equal("Payments.AboveWriteOffLimit", (await WriteOffAsync(scene, invoice)).Refusal?.Code);
        Assert.Equal(0, await RestAsync(scene, invoice));
        await scene.PayAsync(client, 5m, shares: new Share(invoice.Id, 5m));
        Assert.Equal(invoice.Total - 5m, await RestAsync(scene, invoice));
        scene.Portal.User = TestUser.With(Permissions.PaymentsRecord);
        Assert.Equal(Refusal.Forbidden, (await WriteOffAsync(scene, invoice)).Refusal);
        var form = new RecordPayment.Input(
            Guid.NewGuid(), scene.Boreal.Entity.Id, client.Id, PaymentMethod.Cash, 1m, "CAD", scene.Today, "", "", [new Share(invoice.Id, 1m)], false, [invoice.Id]);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<RecordPayment>().RunAsync(form, default)).Refusal);
    }

    /// <summary>What the page of an invoice speaks of as a difference.</summary>
    private static async Task<decimal> RestAsync(ReceivablesScene scene, Invoice invoice) => Boreal.Value(await scene.Portal.Get<ListWriteOffs>().RunAsync(new(invoice.Id), default)).Rest;

    [Theory, EachDatabase]
    public async Task Rest_WrittenOffWithAPayment_GoesBackWithIt(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Ferme du Lac");
        var invoice = await scene.IssueAsync(client, 10m);
        var paid = invoice.Total - 0.02m;

        var recorded = Boreal.Value(await scene.Portal.Get<RecordPayment>().RunAsync(
            new(Guid.NewGuid(), scene.Boreal.Entity.Id, client.Id, PaymentMethod.Transfer, paid, "CAD", scene.Today, "", "", [new Share(invoice.Id, paid)], false, [invoice.Id]), default));
        Assert.Equal((0m, 0.02m), ((await scene.Boreal.FindAsync(invoice.Id)).Balance, (await scene.Boreal.FindAsync(invoice.Id)).WrittenOff));
        await scene.ReverseAsync(recorded.PaymentId);

        var again = await scene.Boreal.FindAsync(invoice.Id);
        Assert.Equal((again.Total, 0m), (again.Balance, again.WrittenOff));
        Assert.Equal(again.Total, await BalanceAsync(scene, client, scene.Today));
    }

    [Theory, EachDatabase]
    public async Task Rest_OfAPayment_IsKeptAsAGain(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Ferme du Lac");
        var paymentId = await scene.PayAsync(client, 0.30m);

        Boreal.Require(await scene.Portal.Get<WriteOffRest>().RunAsync(new(null, paymentId, 0, "Arrondi"), default));

        Assert.Equal((0m, 0m), (await BalanceAsync(scene, client, scene.Today), (await scene.StatementAsync(client, from: scene.Today)).Period!.Closing));
        await using var db = scene.Portal.Open();
        var rules = await db.WriteOffRules.SingleAsync(r => r.LegalEntityId == scene.Boreal.Entity.Id);
        var entry = await db.AccountingEntries.Include(e => e.Lines).SingleAsync(e => e.Source == EntrySource.WriteOff);
        Assert.Equal((rules.GainAccountId, 0.30m), (entry.Lines.Single(l => l.Credit > 0).GlAccountId, entry.Total));
        await scene.ReverseAsync(paymentId);
        Assert.Equal(0m, await BalanceAsync(scene, client, scene.Today));
    }

    [Theory, EachDatabase]
    public async Task Invoice_CreditedAfterItsWriteOff_GivesOnlyTheMoneyBack(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Ferme du Lac");
        var invoice = await scene.IssueAsync(client, 10m);
        await scene.PayAsync(client, invoice.Total - 0.02m, shares: new Share(invoice.Id, invoice.Total - 0.02m));
        Boreal.Require(await WriteOffAsync(scene, invoice));

        await scene.CreditAsync(invoice.Id, 10m);

        var credited = await scene.Boreal.FindAsync(invoice.Id);
        Assert.Equal((0m, 0m, 0m), (credited.Balance, credited.WrittenOff, credited.Paid));
        Assert.Equal(-(invoice.Total - 0.02m), await BalanceAsync(scene, client, scene.Today));
    }

    private static async Task<Result> WriteOffAsync(ReceivablesScene scene, Invoice invoice)
    {
        var now = await scene.Boreal.FindAsync(invoice.Id);
        return await scene.Portal.Get<WriteOffRest>().RunAsync(new(invoice.Id, null, now.Version, "Arrondi"), default);
    }

    private static async Task<decimal> BalanceAsync(ReceivablesScene scene, Client client, DateOnly day) => (await scene.StatementAsync(client, day)).Balance;
}
