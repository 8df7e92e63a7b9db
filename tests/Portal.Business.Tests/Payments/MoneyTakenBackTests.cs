using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Operations;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>The provider takes money of a card payment back.</summary>
public sealed class MoneyTakenBackTests
{
    [Theory, EachDatabase]
    public async Task ChargeBack_ToldManyTimesAtOnce_ReversesOnceAndTellsTheCompany(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var (invoice, checkout) = await PaidAsync(scene);
        var body = PracticeProvider.Notice(checkout, TakenBackKind.ChargedBack);

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => scene.WebhookAsync(body))));

        Assert.All(all, r => Assert.True(r.Succeeded, r.Refusal?.Code));
        var payment = await scene.ReadPaymentAsync((await scene.OnlineAsync(checkout)).PaymentId!.Value);
        Assert.Equal((PaymentState.Reversed, nameof(TakenBackKind.ChargedBack)), (payment.State, payment.Attention));
        Assert.Contains("fraudulent", payment.ReversalReason, StringComparison.Ordinal);
        Assert.Equal(invoice.Total, (await scene.ReadAsync(invoice)).Balance);
        await using var db = scene.Open();
        var told = await db.OutgoingMessages.SingleAsync(m => m.Kind == TakenBackMail.KindName);
        Assert.Contains(invoice.Number!, told.TextBody, StringComparison.Ordinal);
        Assert.Equal(await db.LegalEntities.Where(e => e.Id == scene.QuebecId).Select(e => e.Email).SingleAsync(), Assert.Single(told.Recipients).Address);
        Assert.Equal(1, await db.TimelineEntries.CountAsync(e => e.What == "Payments.ChargedBack" && e.JobId == invoice.JobId));
        Assert.Equal(2, await db.AccountingEntries.CountAsync(e => e.SourceId == payment.Id));
        Assert.Equal(payment.Id, Assert.Single((await scene.Get<ListPayments>().RunAsync(new(new PageRequest(), OnlyAttention: true), default)).Value.Page.Rows).Id);
        Assert.DoesNotContain((await scene.Get<VerifyBooks>().RunAsync(default)).Value.Differences, d => $"{d.Key}" != "IssuedHasItsDocument");
    }

    [Theory, EachDatabase]
    public async Task ChargeBack_OfAPaymentThatAPersonReversedBefore_ChangesNothing(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var (_, checkout) = await PaidAsync(scene);
        var payment = await scene.ReadPaymentAsync((await scene.OnlineAsync(checkout)).PaymentId!.Value);
        Assert.True((await scene.Get<ReversePayment>().RunAsync(new(payment.Id, "Contesté", payment.Version), default)).Succeeded);

        Assert.True((await scene.WebhookAsync(PracticeProvider.Notice(checkout, TakenBackKind.ChargedBack))).Succeeded);

        Assert.Equal(("Contesté", null), ((await scene.ReadPaymentAsync(payment.Id)).ReversalReason, (await scene.ReadPaymentAsync(payment.Id)).Attention));
        await using var db = scene.Open();
        Assert.False(await db.OutgoingMessages.AnyAsync(m => m.Kind == TakenBackMail.KindName));
    }

    [Theory, EachDatabase]
    public async Task ChargeBack_WhileTheBooksAreLockedThroughToday_IsBookedOnTheNextOpenDay(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var (invoice, checkout) = await PaidAsync(scene);
        DateOnly today;
        await using (var db = scene.Open())
        {
            var entity = await db.LegalEntities.SingleAsync(e => e.Id == scene.QuebecId);
            today = entity.Today(scene.Clock);
            Assert.True((await scene.Get<MovePeriodLock>().RunAsync(new(entity.Id, entity.Version, today), default)).Succeeded);
        }

        Assert.True((await scene.WebhookAsync(PracticeProvider.Notice(checkout, TakenBackKind.ChargedBack))).Succeeded);

        var payment = await scene.ReadPaymentAsync((await scene.OnlineAsync(checkout)).PaymentId!.Value);
        Assert.Equal((PaymentState.Reversed, today.AddDays(1)), (payment.State, payment.ReversedOn));
        Assert.Equal(invoice.Total, (await scene.ReadAsync(invoice)).Balance);
    }

    [Theory, EachDatabase]
    public async Task PartlyChargedBack_Refunded_OrQuestioned_IsLeftToAPerson(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var (invoice, checkout) = await PaidAsync(scene);
        var id = (await scene.OnlineAsync(checkout)).PaymentId!.Value;
        (TakenBackKind Kind, decimal? Amount)[] said =
            [(TakenBackKind.Questioned, null), (TakenBackKind.ChargedBack, 10m), (TakenBackKind.Refunded, 20m), (TakenBackKind.Refunded, null), (TakenBackKind.Reinstated, null)];
        foreach (var (kind, amount) in said)
        {
            var body = PracticeProvider.Notice(checkout, kind, amount);
            Assert.True((await scene.WebhookAsync(body)).Succeeded);
            Assert.True((await scene.WebhookAsync(body)).Succeeded);
            var payment = await scene.ReadPaymentAsync(id);
            Assert.Equal((PaymentState.Recorded, kind.ToString()), (payment.State, payment.Attention));
            Assert.Equal(0m, (await scene.ReadAsync(invoice)).Balance);
            Assert.True((await scene.Get<SettleAttention>().RunAsync(new(id, payment.Version), default)).Succeeded);
        }

        await using var db = scene.Open();
        Assert.Equal(said.Length, await db.OutgoingMessages.CountAsync(m => m.Kind == TakenBackMail.KindName));
        Assert.Equal(said.Length, await db.ProviderEvents.CountAsync(e => e.Kind.StartsWith("payment.")));
    }

    [Theory, EachDatabase]
    public async Task Refund_AtTheProvider_IsNewsUnlessItIsRecordedAsOneToTheCard(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var client = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(client, 140m);
        var checkout = await scene.CheckoutAsync(invoice);
        await scene.RecordAsync(scene.Cheque(client, invoice.Total, new Share(invoice.Id, invoice.Total)));
        Assert.True((await scene.WebhookAsync(await scene.SettleAsync(checkout))).Succeeded);
        var id = (await scene.OnlineAsync(checkout)).PaymentId!.Value;
        Assert.Equal(invoice.Total, (await scene.ReadPaymentAsync(id)).Unallocated);
        async Task RefundAsync(PaymentMethod method, decimal amount) => Assert.True((await scene.Get<RecordRefund>().RunAsync(
            new(Guid.NewGuid(), scene.QuebecId, client.Id, method, amount, "CAD", DateOnly.FromDateTime(scene.Clock.GetUtcNow().UtcDateTime), "", "", id), default)).Succeeded);

        await RefundAsync(PaymentMethod.Transfer, 20m);
        Assert.True((await scene.WebhookAsync(PracticeProvider.Notice(checkout, TakenBackKind.Refunded, 20m))).Succeeded);
        var told = await scene.ReadPaymentAsync(id);
        Assert.Equal(nameof(TakenBackKind.Refunded), told.Attention);
        Assert.True((await scene.Get<SettleAttention>().RunAsync(new(id, told.Version), default)).Succeeded);

        var proposed = (await scene.Get<ListClientCredits>().RunAsync(new(null, id), default)).Value;
        Assert.Equal((PaymentMethod.Online, PaymentMethod.Transfer), (proposed.WayBack, (await scene.Get<ListClientCredits>().RunAsync(new(client.Id), default)).Value.WayBack));
        await RefundAsync(proposed.WayBack, 35m);
        Assert.True((await scene.WebhookAsync(PracticeProvider.Notice(checkout, TakenBackKind.Refunded, 35m))).Succeeded);

        Assert.Null((await scene.ReadPaymentAsync(id)).Attention);
    }

    [Theory, EachDatabase]
    public async Task Notice_WithAWrongSignature_OrOfAPaymentThatHasNotComeYet_ChangesNothing(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var (invoice, checkout) = await PaidAsync(scene);
        var body = PracticeProvider.Notice(checkout, TakenBackKind.ChargedBack);
        Assert.Equal("Payments.BadSignature", (await scene.WebhookAsync(body, WebhookSignature.Sign(body, "another secret", scene.Clock.GetUtcNow()))).Refusal?.Code);
        Assert.Equal(0m, (await scene.ReadAsync(invoice)).Balance);

        var open = await scene.CheckoutAsync(await scene.IssueAsync((await scene.ClientsAsync())[0], 10m));
        Assert.Equal(RefusalKind.NotNow, (await scene.WebhookAsync(PracticeProvider.Notice(open, TakenBackKind.ChargedBack))).Refusal?.Kind);
        Assert.True((await scene.WebhookAsync(PracticeProvider.Notice(open with { OnlinePaymentId = 4711 }, TakenBackKind.ChargedBack))).Succeeded);
        await using var db = scene.Open();
        Assert.False(await db.ProviderEvents.AnyAsync(e => e.Kind.StartsWith("payment.")));
    }

    private static async Task<(Invoice Invoice, PracticeCheckout Checkout)> PaidAsync(PaymentsScene scene)
    {
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);
        var checkout = await scene.SettleAsync(await scene.CheckoutAsync(invoice));
        Assert.True((await scene.WebhookAsync(checkout)).Succeeded);
        return (invoice, checkout);
    }
}
