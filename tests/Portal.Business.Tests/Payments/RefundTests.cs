using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Receivables;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>Money goes back to a client out of their credit only, once, and can be taken back.</summary>
public sealed class RefundTests
{
    [Theory, EachDatabase]
    public async Task Refund_OutOfTwoPayments_LowersTheCreditAndIsBooked(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Ferme du Lac");
        var (first, second) = (await scene.PayAsync(client, 30m, daysAgo: 2), await scene.PayAsync(client, 20m));

        var refund = Boreal.Value(await scene.Portal.Get<RecordRefund>().RunAsync(Form(scene, client.Id, 40m), default));

        await using var db = scene.Portal.Open();
        Assert.Equal([(first, 0m, 30m), (second, 10m, 10m)], await db.Payments.OrderBy(p => p.Id).Select(p => new ValueTuple<long, decimal, decimal>(p.Id, p.Unallocated, p.Refunded)).ToListAsync());
        var entry = await db.AccountingEntries.Include(e => e.Lines).SingleAsync(e => e.Source == EntrySource.Refund && e.SourceId == refund.RefundId);
        Assert.Equal((40m, refund.Number, client.Id), (entry.Total, entry.Number, entry.Lines.Single(l => l.Debit > 0).ClientId));
        var statement = await scene.StatementAsync(client, from: scene.Today.AddDays(-5));
        Assert.Equal((10m, -10m, -10m), (statement.Credit, statement.Balance, statement.Period!.Closing));
        Assert.Equal(50m, (await scene.StatementAsync(client, scene.Today)).Credit + 40m);
    }

    [Theory, EachDatabase]
    public async Task Refund_OfMoreThanTheCredit_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Ferme du Lac");
        await scene.PayAsync(client, 30m);

        Assert.Equal("Payments.MoreThanCredit", (await scene.Portal.Get<RecordRefund>().RunAsync(Form(scene, client.Id, 30.01m), default)).Refusal?.Code);
        Assert.Equal("Payments.AmountTooLarge", (await scene.Portal.Get<RecordRefund>().RunAsync(Form(scene, client.Id, 999_999_999_999_999m), default)).Refusal?.Code);
        Assert.Equal("Payments.AmountOutOfRange", (await scene.Portal.Get<RecordRefund>().RunAsync(Form(scene, client.Id, -1m), default)).Refusal?.Code);
        Assert.Equal("Payments.RefundedBeforeCredit", (await scene.Portal.Get<RecordRefund>().RunAsync(Form(scene, client.Id, 5m) with { RefundedOn = scene.Today.AddDays(-1) }, default)).Refusal?.Code);
        scene.Portal.User = TestUser.With(Permissions.PaymentsRecord);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<RecordRefund>().RunAsync(Form(scene, client.Id, 5m), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Refunds_OfTheSameCreditAtOnce_NeverExceedIt(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Ferme du Lac");
        await scene.PayAsync(client, 30m);
        var same = Form(scene, client.Id, 20m);

        var all = await Task.WhenAll(new[] { same, same, Form(scene, client.Id, 20m), Form(scene, client.Id, 20m) }.Select(f => Task.Run(() => scene.Portal.Get<RecordRefund>().RunAsync(f, default))));

        await using var db = scene.Portal.Open();
        Assert.Equal((1, 10m), (await db.Refunds.CountAsync(), await db.Payments.Select(p => p.Unallocated).SingleAsync()));
        Assert.Single(all.Where(r => r.Succeeded).Select(r => r.Value.RefundId).Distinct());
    }

    [Theory, EachDatabase]
    public async Task Refund_Reversed_IsCreditAgainAndItsPaymentCanBeReversed(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Ferme du Lac");
        var paymentId = await scene.PayAsync(client, 30m);
        var refund = Boreal.Value(await scene.Portal.Get<RecordRefund>().RunAsync(Form(scene, client.Id, 30m), default));
        await using (var db = scene.Portal.Open())
        {
            var payment = await db.Payments.SingleAsync(p => p.Id == paymentId);
            Assert.Equal("Payments.IsRefunded", (await scene.Portal.Get<ReversePayment>().RunAsync(new(paymentId, "Rejet", payment.Version), default)).Refusal?.Code);
        }

        Boreal.Require(await scene.Portal.Get<ReverseRefund>().RunAsync(new(refund.RefundId, 0, "Compte fermé"), default));
        Assert.False((await scene.Portal.Get<ReverseRefund>().RunAsync(new(refund.RefundId, 1, "Encore"), default)).Succeeded);

        Assert.Equal(30m, (await scene.StatementAsync(client, from: scene.Today)).Credit);
        await scene.ReverseAsync(paymentId);
        Assert.Equal(0m, (await scene.StatementAsync(client)).Balance);
    }

    private static RecordRefund.Input Form(ReceivablesScene scene, long clientId, decimal amount) =>
        new(Guid.NewGuid(), scene.Boreal.Entity.Id, clientId, PaymentMethod.Transfer, amount, "CAD", scene.Today, "VIR-1", "");
}
