using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.ClientPortal;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>Opening a card page: one at a time, and none for what is being paid.</summary>
public sealed class OnlinePaymentStartTests
{
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
    public async Task Page_LeadsBackToTheAddressOfTheSettings(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider, services => services.PostConfigure<SiteOptions>(o => o.Address = new Uri("https://portail.example/clients")));

        var checkout = await scene.CheckoutAsync(await scene.IssueAsync((await scene.ClientsAsync())[0], 140m));

        Assert.Equal(new Uri($"https://portail.example/clients/portal/payments/{checkout.OnlinePaymentId}"), checkout.ReturnTo);
        Assert.Equal(new Uri(checkout.ReturnTo + "?cancelled=true"), checkout.CancelTo);
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
                () => scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id]), default))));

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

        scene.User = TestUser.OfClients(clients[1].Id);
        Assert.Equal(Refusal.NotFound, (await scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id]), default)).Refusal);
        Assert.Equal(Refusal.NotFound, (await scene.Get<ReturnFromCheckout>().RunAsync(new(checkout.OnlinePaymentId, false), default)).Refusal);
        scene.User = TestUser.With(Permissions.PaymentsRecord);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id]), default)).Refusal);
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

        var result = await scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id]), default);

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
        var invoice = await scene.IssueAsync(payer, 140m);
        var checkout = await scene.CheckoutAsync(invoice);
        Assert.NotNull(await scene.Get<PracticeDesk>().SettleAsync(checkout.Reference, CheckoutOutcome.Succeeded, TimeSpan.FromMinutes(10), default));
        scene.User = TestUser.OfClients(payer.Id);

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id]), default))));

        Assert.All(results, r => Assert.Equal("Payments.BeingProcessed", r.Refusal?.Code));
        Assert.Equal(OnlinePaymentState.Processing, (await scene.Get<ReturnFromCheckout>().RunAsync(new(checkout.OnlinePaymentId, false), default)).Value.State);
        var shown = (await scene.Get<ShowOwnInvoice>().RunAsync(invoice.Id, default)).Value;
        Assert.Equal((false, OwnInvoiceState.BeingPaid, checkout.OnlinePaymentId), (shown.CanPayOnline, shown.State, shown.Paying!.OnlinePaymentId));
        Assert.Equal(OwnInvoiceState.BeingPaid, Assert.Single((await scene.Get<ListOwnInvoices>().RunAsync(new(new PageRequest()), default)).Value.Page.Rows).State);

        scene.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("Payments.NothingToPay", (await scene.Get<StartOnlinePayment>().RunAsync(new([invoice.Id]), default)).Refusal?.Code);
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
}
