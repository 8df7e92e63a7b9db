using Portal.Business.ClientPortal;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Receivables.UseCases;
using Portal.Business.Reporting.UseCases;
using Portal.Business.Tests.Receivables;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>An invoice of 1,149.75 in three instalments: half at issue, 30 % after 20 days, the rest after 50.</summary>
public sealed class InstalmentsOverdueTests
{
    [Theory, EachDatabase]
    public async Task Invoice_OfWhichTheFirstInstalmentIsLate_IsOverdueEverywhere(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        var issuedOn = scene.Today;
        var invoice = await scene.IssueAsync(client, 100m);
        await scene.IssueAsync(await scene.NewClientAsync("Atelier Cyr"), 1m);

        await SaysAsync(scene, client.Id, invoice.Id, new(false, issuedOn, 0m));
        scene.Wait(1);
        await SaysAsync(scene, client.Id, invoice.Id, new(true, issuedOn, 574.88m));
        await scene.PayAsync(client, 600m, 0, new Share(invoice.Id, 600m));
        await SaysAsync(scene, client.Id, invoice.Id, new(false, issuedOn.AddDays(20), 0m));
        scene.Wait(20);
        await SaysAsync(scene, client.Id, invoice.Id, new(true, issuedOn.AddDays(20), 319.80m));
        scene.Wait(30);
        await SaysAsync(scene, client.Id, invoice.Id, new(true, issuedOn.AddDays(20), 549.75m));
        await scene.PayAsync(client, 549.75m, 0, new Share(invoice.Id, 549.75m));
        Assert.False((await RowAsync(scene, invoice.Id, new())).IsOverdue);
        Assert.Equal(issuedOn.AddDays(50), (await RowAsync(scene, invoice.Id, new())).DueOn);
    }

    [Theory, EachDatabase]
    public async Task Ageing_OfInstalments_IsThatOfTheListBehindIt(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        var invoice = await scene.IssueAsync(client, 100m);
        var second = await scene.IssueAsync(client, 10m);
        await scene.PayAsync(client, 80m, 0, new Share(second.Id, 80m));
        scene.Wait(35);

        var chart = Assert.Single(Boreal.Value(await scene.Portal.Get<ShowToday>().RunAsync(new(), default)).Charts);
        var behind = new List<(int, decimal)>();
        foreach (var age in chart.Ageing)
        {
            var found = Boreal.Value(await scene.Portal.Get<ListInvoices>().RunAsync(
                new(OnlyUnpaid: true, Periods: new InvoicePeriods(Due: Period.Of(age.From, age.To))), new PageRequest(Sort: "due"), default));
            behind.Add((found.Page.Total, found.Sums.Sum(s => s.Balance)));
        }

        Assert.Equal([(0, 0m), (1, second.Total - 80m), (1, invoice.Total), (0, 0m), (0, 0m)], chart.Ageing.Select(a => (a.Count, a.Balance)));
        Assert.Equal(chart.Ageing.Select(a => (a.Count, a.Balance)), behind);
    }

    private static async Task SaysAsync(ReceivablesScene scene, long clientId, long invoiceId, Said expected)
    {
        var portal = scene.Portal;
        var row = await RowAsync(scene, invoiceId, new());
        Assert.Equal((expected.IsOverdue, expected.DueOn), (row.IsOverdue, row.DueOn));
        Assert.Equal(expected.IsOverdue, Boreal.Value(await portal.Get<ListInvoices>().RunAsync(new(OnlyOverdue: true, ClientId: clientId), new PageRequest(Sort: "due"), default)).Page.Total == 1);
        var shown = Boreal.Value(await portal.Get<ShowInvoice>().RunAsync(new(invoiceId), default));
        Assert.Equal((expected.IsOverdue, expected.DueOn), (shown.IsOverdue, shown.DueOn));
        var open = Assert.Single(Boreal.Value(await portal.Get<ListOpenInvoicesOfPayer>().RunAsync(new(clientId), default)).Invoices);
        Assert.Equal((expected.IsOverdue, expected.DueOn), (open.IsOverdue, open.DueOn));

        var staff = portal.User;
        portal.User = TestUser.OfClients(clientId);
        var own = Assert.Single(Boreal.Value(await portal.Get<ListOwnInvoices>().RunAsync(new(new PageRequest()), default)).Page.Rows);
        var page = Boreal.Value(await portal.Get<ShowOwnInvoice>().RunAsync(invoiceId, default));
        var due = Assert.Single(Boreal.Value(await portal.Get<ShowPortalHome>().RunAsync(default)).Dues);
        portal.User = staff;
        Assert.Equal((expected.IsOverdue, expected.DueOn), (own.State == OwnInvoiceState.Overdue, own.DueOn));
        Assert.Equal((expected.IsOverdue, expected.DueOn), (page.State == OwnInvoiceState.Overdue, page.DueOn));
        Assert.Equal((expected.Overdue, expected.DueOn), (due.Overdue, due.NextDueOn));

        var statement = Boreal.Value(await portal.Get<ShowStatement>().RunAsync(new(clientId), default)).Statement;
        Assert.Equal(expected.Overdue, statement.Ageing.Overdue);
    }

    private static async Task<ListInvoices.Row> RowAsync(ReceivablesScene scene, long invoiceId, ListInvoices.Filter filter) =>
        Assert.Single(Boreal.Value(await scene.Portal.Get<ListInvoices>().RunAsync(filter, new PageRequest(), default)).Page.Rows, r => r.Id == invoiceId);

    private sealed record Said(bool IsOverdue, DateOnly DueOn, decimal Overdue);
}
