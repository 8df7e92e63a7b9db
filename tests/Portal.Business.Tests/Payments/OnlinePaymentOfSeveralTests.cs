using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>Several invoices in one card payment.</summary>
public sealed class OnlinePaymentOfSeveralTests
{
    [Theory, EachDatabase]
    public async Task Start_OfSeveralInvoices_IsOnePaymentOverThem_AndClosesThePageOfOne(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var clients = await scene.ClientsAsync();
        var (one, two, foreign) = (await scene.IssueAsync(clients[0], 140m), await scene.IssueAsync(clients[0], 10m), await scene.IssueAsync(clients[1], 20m));
        var owed = one.Total + two.Total;
        var alone = await scene.CheckoutAsync(one);
        scene.User = TestUser.OfClients(clients[0].Id);
        var start = scene.Get<StartOnlinePayment>();

        Assert.Equal(Refusal.NotFound, (await start.RunAsync(new([one.Id, foreign.Id]), default)).Refusal);
        Assert.Equal("Payments.SumChanged", (await start.RunAsync(new([one.Id, two.Id], owed - 1), default)).Refusal?.Code);
        Assert.Equal("Payments.NothingChosen", (await start.RunAsync(new([]), default)).Refusal?.Code);
        var both = await start.RunAsync(new([one.Id, two.Id], owed), default);
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
        Assert.Equal(listed.Company.Name, listed.Chosen.Company);
        Assert.Empty(listed.Others);
        Assert.Null(asked.Chosen);
        Assert.DoesNotContain(asked.Others, a => a.ClientId == foreign.BilledToId);

        scene.User = SystemUser.Instance;
        var checkout = await scene.CheckoutAsync(two);
        Assert.True((await scene.WebhookAsync(await scene.SettleAsync(checkout))).Succeeded);
        scene.User = TestUser.OfClients(clients[0].Id);
        var late = await scene.Get<StartOnlinePayment>().RunAsync(new([.. listed.Invoices.Select(i => i.Id)], listed.Chosen.Amount), default);

        Assert.Equal("Payments.NothingToPay", late.Refusal?.Code);
        Assert.Equal([one.Id], (await scene.Get<ListOwnPayable>().RunAsync(new(), default)).Value.Invoices.Select(i => i.Id));
    }
}
