using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>What the provider says, whoever hears it first.</summary>
public sealed class OnlinePaymentNoticeTests
{
    [Theory, EachDatabase]
    public async Task Webhook_SentManyTimesAtOnceBesideTheReturnPage_PaysOnce(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        var checkout = await scene.SettleAsync(await scene.CheckoutAsync(invoice));

        scene.User = TestUser.OfClients(payer.Id);
        var webhooks = Enumerable.Range(0, 5).Select(_ => Task.Run(() => scene.WebhookAsync(checkout)));
        var returns = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
            (Result)await scene.Get<ReturnFromCheckout>().RunAsync(new(checkout.OnlinePaymentId, false), default)));
        var results = await Task.WhenAll(webhooks.Concat(returns));

        Assert.All(results, r => Assert.True(r.Succeeded, r.Refusal?.Code));
        await using var db = scene.Open();
        var payment = await db.Payments.SingleAsync();
        Assert.Equal((160.97m, PaymentMethod.Online, 0m), (payment.Amount, payment.Method, payment.Unallocated));
        Assert.Equal(payment.Id, (await scene.OnlineAsync(checkout)).PaymentId);
        Assert.Equal(0m, (await scene.ReadAsync(invoice)).Balance);
        Assert.Equal(1, await db.OutgoingMessages.CountAsync(m => m.Kind == PaymentReceipts.MailKind));
        Assert.InRange(await db.ProviderEvents.CountAsync(), 0, 1);
    }

    [Theory, EachDatabase]
    public async Task Webhook_WhileTheBooksAreLockedThroughToday_IsBookedOnTheNextOpenDayAndAsksForAttention(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);
        var checkout = await scene.SettleAsync(await scene.CheckoutAsync(invoice));
        DateOnly today;
        await using (var db = scene.Open())
        {
            var entity = await db.LegalEntities.SingleAsync(e => e.Id == scene.QuebecId);
            today = entity.Today(scene.Clock);
            Assert.True((await scene.Get<MovePeriodLock>().RunAsync(new(entity.Id, entity.Version, today), default)).Succeeded);
        }

        Assert.True((await scene.WebhookAsync(checkout)).Succeeded);
        Assert.True((await scene.WebhookAsync(checkout)).Succeeded);

        await using var books = scene.Open();
        var payment = await books.Payments.SingleAsync();
        Assert.Equal((160.97m, today.AddDays(1), Payment.AfterLock, 0m), (payment.Amount, payment.ReceivedOn, payment.Attention, payment.Unallocated));
        Assert.Equal(today.AddDays(1), (await books.AccountingEntries.SingleAsync(e => e.SourceId == payment.Id)).BookedOn);
        Assert.Equal((0m, OnlinePaymentState.Succeeded), ((await scene.ReadAsync(invoice)).Balance, (await scene.OnlineAsync(checkout)).State));
    }

    [Theory, EachDatabase]
    public async Task Payment_OfAPerson_IsSignedByThemOnTheTimelineWhoeverTellsOfIt(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        var checkout = await scene.SettleAsync(await scene.CheckoutAsync(invoice));
        var person = TestUser.OfClients(payer.Id);

        Assert.True((await scene.WebhookAsync(checkout)).Succeeded);

        await using var db = scene.Open();
        var entry = await db.TimelineEntries.SingleAsync(e => e.What == "Payments.Received");
        Assert.Equal((person.UserId, person.Name, invoice.JobId), (entry.UserId, entry.UserName, entry.JobId));
    }

    [Theory, EachDatabase]
    public async Task Webhook_ForAnInvoicePaidOtherwiseMeanwhile_BecomesCreditAndAsksForAttention(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        var checkout = await scene.SettleAsync(await scene.CheckoutAsync(invoice));
        await scene.RecordAsync(scene.Cheque(payer, 100m, new Share(invoice.Id, 100m)));

        Assert.True((await scene.WebhookAsync(checkout)).Succeeded);

        var online = await scene.OnlineAsync(checkout);
        var payment = await scene.ReadPaymentAsync(online.PaymentId!.Value);
        Assert.Equal((160.97m, 100m, Payment.MoreThanOwed), (payment.Amount, payment.Unallocated, payment.Attention));
        Assert.Equal(0m, (await scene.ReadAsync(invoice)).Balance);
        var listed = await scene.Get<ListPayments>().RunAsync(new(new PageRequest(), OnlyAttention: true), default);
        Assert.Equal(payment.Id, Assert.Single(listed.Value.Page.Rows).Id);
        Assert.Equal(new ListPayments.Sum("CAD", 160.97m, 100m), Assert.Single(listed.Value.Sums));

        Assert.True((await scene.Get<SettleAttention>().RunAsync(new(payment.Id, payment.Version), default)).Succeeded);
        Assert.Null((await scene.ReadPaymentAsync(payment.Id)).Attention);
    }

    [Theory, EachDatabase]
    public async Task Webhook_RacingWithACheque_NeverPaysMoreThanTheInvoiceAndLosesNoMoney(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        var checkout = await scene.SettleAsync(await scene.CheckoutAsync(invoice));

        var cheque = Task.Run(async () => (Result)await scene.Get<RecordPayment>().RunAsync(scene.Cheque(payer, 100m, new Share(invoice.Id, 100m)), default));
        var webhook = Task.Run(() => scene.WebhookAsync(checkout));
        await Task.WhenAll(cheque, webhook);

        Assert.True((await webhook).Succeeded, (await webhook).Refusal?.Code);
        var payment = await scene.ReadPaymentAsync((await scene.OnlineAsync(checkout)).PaymentId!.Value);
        Assert.Equal((await cheque).Succeeded ? 100m : 0m, payment.Unallocated);
        Assert.Equal(0m, (await scene.ReadAsync(invoice)).Balance);
    }

    [Theory, EachDatabase]
    public async Task LateWebhook_AfterThePayerTurnedBack_StillCounts(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        var checkout = await scene.CheckoutAsync(invoice);
        scene.User = TestUser.OfClients(payer.Id);

        var back = await scene.Get<ReturnFromCheckout>().RunAsync(new(checkout.OnlinePaymentId, Cancelled: true), default);
        Assert.Equal(OnlinePaymentState.Abandoned, back.Value.State);
        Assert.True((await scene.WebhookAsync(await scene.SettleAsync(checkout))).Succeeded);

        Assert.Equal(OnlinePaymentState.Succeeded, (await scene.OnlineAsync(checkout)).State);
        Assert.Equal(0m, (await scene.ReadAsync(invoice)).Balance);
    }

    [Theory, EachDatabase]
    public async Task Webhook_WithAWrongOrOldSignature_ChangesNothing(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);
        var checkout = await scene.SettleAsync(await scene.CheckoutAsync(invoice));
        var secret = scene.Get<PracticeDesk>().Secret;
        var body = PracticeProvider.Notice(checkout);

        foreach (var signature in new[]
        {
            "", "t=1,v1=00", WebhookSignature.Sign(body, "another secret", scene.Clock.GetUtcNow()),
            WebhookSignature.Sign(body, secret, scene.Clock.GetUtcNow().AddMinutes(-6)), WebhookSignature.Sign(body.AsSpan(1), secret, scene.Clock.GetUtcNow()),
        })
        {
            Assert.Equal("Payments.BadSignature", (await scene.WebhookAsync(checkout, signature)).Refusal?.Code);
        }

        Assert.Equal(invoice.Total, (await scene.ReadAsync(invoice)).Balance);
        Assert.Equal(Refusal.NotFound, (await scene.Get<ReceiveProviderNotice>().RunAsync(new("nobody", _ => null, body), default)).Refusal);
    }
}
