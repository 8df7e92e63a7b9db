using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.ClientPortal;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

public sealed class OnlinePaymentTests
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
    public async Task Check_WhenNoWebhookEverComes_FindsThePayment(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var (paid, refused, open) = (await scene.IssueAsync(payer, 140m), await scene.IssueAsync(payer, 10m), await scene.IssueAsync(payer, 20m));
        var paidPage = await scene.SettleAsync(await scene.CheckoutAsync(paid));
        var refusedPage = await scene.SettleAsync(await scene.CheckoutAsync(refused), CheckoutOutcome.Refused);
        var openPage = await scene.CheckoutAsync(open);

        Assert.Equal(new CheckOnlinePayments.Summary(0, 0, 0), (await scene.Get<CheckOnlinePayments>().RunAsync(default)).Value);
        scene.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(new CheckOnlinePayments.Summary(3, 1, 1), (await scene.Get<CheckOnlinePayments>().RunAsync(default)).Value);
        Assert.Equal(new CheckOnlinePayments.Summary(0, 0, 0), (await scene.Get<CheckOnlinePayments>().RunAsync(default)).Value);

        Assert.Equal(0m, (await scene.ReadAsync(paid)).Balance);
        Assert.Equal(OnlinePaymentState.Succeeded, (await scene.OnlineAsync(paidPage)).State);
        Assert.Equal(OnlinePaymentState.Refused, (await scene.OnlineAsync(refusedPage)).State);
        Assert.Equal(OnlinePaymentState.Started, (await scene.OnlineAsync(openPage)).State);
        scene.Clock.Advance(TimeSpan.FromHours(2));
        await scene.Get<CheckOnlinePayments>().RunAsync(default);
        Assert.Equal(OnlinePaymentState.Abandoned, (await scene.OnlineAsync(openPage)).State);
    }

    [Theory, EachDatabase]
    public async Task Check_WhenTheProviderForgot_LeavesItUnknownAndGivesUpInTheEnd(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);
        var checkout = await scene.CheckoutAsync(invoice);
        foreach (var file in Directory.GetFiles(scene.Get<Microsoft.Extensions.Options.IOptions<PaymentsOptions>>().Value.PracticeFolder))
        {
            File.Delete(file);
        }

        for (var day = 0; day < 12; day++)
        {
            scene.Clock.Advance(TimeSpan.FromDays(3));
            await scene.Get<CheckOnlinePayments>().RunAsync(default);
        }

        var online = await scene.OnlineAsync(checkout);
        Assert.Equal((OnlinePaymentState.Unknown, null), (online.State, online.NextCheckAt));
        Assert.True((await scene.WebhookAsync(checkout with { Outcome = CheckoutOutcome.Succeeded })).Succeeded);
        Assert.Equal(0m, (await scene.ReadAsync(invoice)).Balance);
    }

    [Theory, EachDatabase]
    public async Task Start_ClickedTwice_GoesToTheSamePage(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);
        var first = await scene.CheckoutAsync(invoice);
        Assert.Equal(first.Reference, (await scene.CheckoutAsync(invoice)).Reference);
        scene.Clock.Advance(TimeSpan.FromHours(2));
        Assert.NotEqual(first.Reference, (await scene.CheckoutAsync(invoice)).Reference);
    }

    [Theory, EachDatabase]
    public async Task Start_ClickedByManyAtOnce_OpensOnePage(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        var staff = scene.User;
        for (var round = 1; round <= 2; round++)
        {
            scene.User = TestUser.OfClients(payer.Id);

            var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
                () => scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id], new Uri("https://portal.example/")), default))));

            Assert.All(results, r => Assert.True(r.Succeeded, r.Refusal?.Code));
            Assert.Single(results.Select(r => r.Value).Distinct());
            await using var db = scene.Open();
            Assert.Equal(round, await db.OnlinePayments.CountAsync());
            Assert.Equal(1, await db.OnlinePaymentShares.CountAsync(s => s.OpenKey != null));

            // What is owed changes, and the page that stands asks for the old amount.
            scene.User = staff;
            await scene.RecordAsync(scene.Cheque(payer, 10m, new Share(invoice.Id, 10m)));
        }
    }

    [Theory, EachDatabase]
    public async Task Start_AfterAProcessThatEndedBeforeItsPageWasSaved_GoesOnWithTheSame(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        var user = TestUser.OfClients(payer.Id);
        var left = new OnlinePayment(invoice.LegalEntityId, payer.Id, [new Share(invoice.Id, invoice.Balance)], "CAD", PracticeProvider.ProviderName, user, scene.Clock.GetUtcNow().UtcDateTime);
        await using (var db = scene.Open())
        {
            db.OnlinePayments.Add(left);
            await db.SaveChangesAsync();
        }

        Assert.Equal(left.Id, (await scene.CheckoutAsync(invoice)).OnlinePaymentId);
        scene.Clock.Advance(TimeSpan.FromHours(3));
        Assert.NotEqual(left.Id, (await scene.CheckoutAsync(invoice)).OnlinePaymentId);
        await using var after = scene.Open();
        Assert.Null((await after.OnlinePaymentShares.SingleAsync(s => s.OnlinePaymentId == left.Id)).OpenKey);
    }

    [Theory, EachDatabase]
    public async Task Start_ForAnInvoiceOfAnotherClient_FindsNothing(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var clients = await scene.ClientsAsync();
        var invoice = await scene.IssueAsync(clients[0], 140m);
        var checkout = await scene.CheckoutAsync(invoice);
        var site = new Uri("https://portal.example/");

        scene.User = TestUser.OfClients(clients[1].Id);
        Assert.Equal(Refusal.NotFound, (await scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id], site), default)).Refusal);
        Assert.Equal(Refusal.NotFound, (await scene.Get<ReturnFromCheckout>().RunAsync(new(checkout.OnlinePaymentId, false), default)).Refusal);
        scene.User = TestUser.With(Permissions.PaymentsRecord);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id], site), default)).Refusal);
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

    [Theory, EachDatabase]
    public async Task Start_WhenAnEarlierPageWasPaidUnnoticed_FindsThePaymentInsteadOfTakingASecond(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        await scene.SettleAsync(await scene.CheckoutAsync(invoice));
        scene.Clock.Advance(TimeSpan.FromHours(3));
        scene.User = TestUser.OfClients(payer.Id);

        var result = await scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id], new Uri("https://portal.example/")), default);

        Assert.Equal("Payments.NothingToPay", result.Refusal?.Code);
        Assert.Equal(0m, (await scene.ReadAsync(invoice)).Balance);
        await using var db = scene.Open();
        Assert.Equal((1, 1), (await db.OnlinePayments.CountAsync(), await db.Payments.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task Start_WhileTheBankIsAtAnEarlierPayment_IsRefusedUntilItsOutcomeIsKnown(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var (invoice, site) = (await scene.IssueAsync(payer, 140m), new Uri("https://portal.example/"));
        var checkout = await scene.CheckoutAsync(invoice);
        Assert.NotNull(await scene.Get<PracticeDesk>().SettleAsync(checkout.Reference, CheckoutOutcome.Succeeded, TimeSpan.FromMinutes(10), default));
        scene.User = TestUser.OfClients(payer.Id);

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id], site), default))));

        Assert.All(results, r => Assert.Equal("Payments.BeingProcessed", r.Refusal?.Code));
        Assert.Equal(OnlinePaymentState.Processing, (await scene.Get<ReturnFromCheckout>().RunAsync(new(checkout.OnlinePaymentId, false), default)).Value.State);
        var shown = (await scene.Get<ShowOwnInvoice>().RunAsync(invoice.Id, default)).Value;
        Assert.Equal((false, OwnInvoiceState.BeingPaid, checkout.OnlinePaymentId), (shown.CanPayOnline, shown.State, shown.Paying!.OnlinePaymentId));
        Assert.Equal(OwnInvoiceState.BeingPaid, Assert.Single((await scene.Get<ListOwnInvoices>().RunAsync(new(new PageRequest()), default)).Value.Page.Rows).State);

        scene.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("Payments.NothingToPay", (await scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id], site), default)).Refusal?.Code);
        await using var db = scene.Open();
        Assert.Equal((1, 1), (await db.OnlinePayments.CountAsync(), await db.Payments.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task Start_AfterAPaymentThatTheBankRefusedInTheEnd_OpensAnotherPage(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        var first = await scene.CheckoutAsync(invoice);
        await scene.Get<PracticeDesk>().SettleAsync(first.Reference, CheckoutOutcome.Refused, TimeSpan.FromMinutes(10), default);
        scene.User = TestUser.OfClients(payer.Id);
        Assert.Equal(OnlinePaymentState.Processing, (await scene.Get<ReturnFromCheckout>().RunAsync(new(first.OnlinePaymentId, false), default)).Value.State);

        scene.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.NotEqual(first.Reference, (await scene.CheckoutAsync(invoice)).Reference);
        Assert.Equal(OnlinePaymentState.Refused, (await scene.OnlineAsync(first)).State);
    }

    [Theory, EachDatabase]
    public async Task Start_OfSeveralInvoices_IsOnePaymentOverThem_AndClosesThePageOfOne(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var clients = await scene.ClientsAsync();
        var (one, two, foreign) = (await scene.IssueAsync(clients[0], 140m), await scene.IssueAsync(clients[0], 10m), await scene.IssueAsync(clients[1], 20m));
        var (site, owed) = (new Uri("https://portal.example/"), one.Total + two.Total);
        var alone = await scene.CheckoutAsync(one);
        scene.User = TestUser.OfClients(clients[0].Id);
        var start = scene.Get<StartOnlinePayment>();

        Assert.Equal(Refusal.NotFound, (await start.RunAsync(new([one.Id, foreign.Id], site), default)).Refusal);
        Assert.Equal("Payments.SumChanged", (await start.RunAsync(new([one.Id, two.Id], site, owed - 1), default)).Refusal?.Code);
        Assert.Equal("Payments.NothingChosen", (await start.RunAsync(new([], site), default)).Refusal?.Code);
        var both = await start.RunAsync(new([one.Id, two.Id], site, owed), default);
        Assert.True(both.Succeeded, both.Refusal?.Code);

        var desk = scene.Get<PracticeDesk>();
        Assert.Null(await desk.SettleAsync(alone.Reference, CheckoutOutcome.Succeeded, TimeSpan.Zero, default));
        var page = (await desk.FindAsync(both.Value[(both.Value.LastIndexOf('/') + 1)..], default))!;
        Assert.Equal(owed, page.Amount);
        Assert.True((await scene.WebhookAsync(await scene.SettleAsync(page))).Succeeded);
        Assert.Equal((0m, 0m), ((await scene.ReadAsync(one)).Balance, (await scene.ReadAsync(two)).Balance));
        await using var db = scene.Open();
        var payment = await db.Payments.Include(p => p.Allocations).SingleAsync();
        Assert.Equal((owed, 2, 0m), (payment.Amount, payment.Allocations.Count, payment.Unallocated));
    }

    [Theory, EachDatabase]
    public async Task Payable_IsWhatTheClientOwesOfOneAccount_AndASumThatTheyDidNotSeeIsNotPaid(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var clients = await scene.ClientsAsync();
        var (one, two, foreign) = (await scene.IssueAsync(clients[0], 140m), await scene.IssueAsync(clients[0], 10m), await scene.IssueAsync(clients[1], 20m));
        scene.User = TestUser.OfClients(clients[0].Id);

        var listed = (await scene.Get<ListOwnPayable>().RunAsync(new(), default)).Value;
        var asked = (await scene.Get<ListOwnPayable>().RunAsync(new(ClientId: clients[1].Id), default)).Value;

        Assert.Equal([one.Id, two.Id], listed.Invoices.Select(i => i.Id).Order());
        Assert.Equal((one.Total + two.Total, 2, true), (listed.Chosen!.Amount, listed.Chosen.Invoices, listed.CanPayOnline));
        Assert.Empty(listed.Others);
        Assert.Null(asked.Chosen);
        Assert.DoesNotContain(asked.Others, a => a.ClientId == foreign.BilledToId);

        scene.User = SystemUser.Instance;
        var checkout = await scene.CheckoutAsync(two);
        Assert.True((await scene.WebhookAsync(await scene.SettleAsync(checkout))).Succeeded);
        scene.User = TestUser.OfClients(clients[0].Id);
        var late = await scene.Get<StartOnlinePayment>().RunAsync(new([.. listed.Invoices.Select(i => i.Id)], new Uri("https://portal.example/"), listed.Chosen.Amount), default);

        Assert.Equal("Payments.NothingToPay", late.Refusal?.Code);
        Assert.Equal([one.Id], (await scene.Get<ListOwnPayable>().RunAsync(new(), default)).Value.Invoices.Select(i => i.Id));
    }
}
