using Portal.Business.Data;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>Payments of which no notice comes.</summary>
public sealed class OnlinePaymentCheckTests
{
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
}
