using Microsoft.EntityFrameworkCore;
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
    public async Task Ageing_OfInstalments_IsTheSameAtHome_InTheListBehindIt_InAgedReceivablesAndForTheClient(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        await scene.IssueAsync(client, 100m);
        var second = await scene.IssueAsync(client, 10m);
        await scene.PayAsync(client, 80m, 0, new Share(second.Id, 80m));
        scene.Wait(35);

        var chart = Assert.Single(Boreal.Value(await scene.Portal.Get<ShowToday>().RunAsync(new(), default)).Charts);
        var behind = new List<(int, decimal)>();
        foreach (var age in chart.Ageing)
        {
            var found = Boreal.Value(await scene.Portal.Get<ListInvoices>().RunAsync(
                new(OnlyUnpaid: true, Periods: new InvoicePeriods(Open: Period.Of(age.From, age.To))), new PageRequest(Sort: "due"), default));
            behind.Add((found.Page.Total, found.Sums.Sum(s => s.Open!.Value)));
        }

        // The first owes 574.88 since 35 days, 344.92 since 15, 229.95 in 15; the second 11.98 + 23.00 of its last two.
        (int, decimal)[] expected = [(2, 252.95m), (2, 356.90m), (1, 574.88m), (0, 0m), (0, 0m)];
        Assert.Equal(expected, chart.Ageing.Select(a => (a.Count, a.Balance)));
        Assert.Equal(expected, behind);
        var ages = expected.Select(e => e.Item2);
        Assert.Equal(ages, Assert.Single(Boreal.Value(await scene.Portal.Get<AgedReceivables>().RunAsync(new(new PageRequest()), default)).Totals).Ageing.Buckets);
        Assert.Equal(ages, Boreal.Value(await scene.Portal.Get<ShowStatement>().RunAsync(new(client.Id), default)).Statement.Ageing.Buckets);
        var then = Assert.Single(Boreal.Value(await scene.Portal.Get<AgedReceivables>().RunAsync(new(new PageRequest(), scene.Today.AddDays(-34)), default)).Totals).Ageing;
        Assert.Equal((await scene.StatementAsync(client, scene.Today.AddDays(-34))).Ageing, then);
        scene.Portal.User = TestUser.OfClients(client.Id);
        Assert.Equal(ages, Assert.Single(Boreal.Value(await scene.Portal.Get<ShowOwnStatement>().RunAsync(default)).Accounts).Ageing.Buckets);
    }

    [Theory, EachDatabase]
    public async Task List_OfInstalments_SortsAndFindsByTheDayThatItShows(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        var first = await scene.IssueAsync(client, 100m);
        var second = await scene.IssueAsync(client, 10m);
        var settled = await scene.IssueAsync(client, 20m);
        await scene.PayAsync(client, first.Total - 10m, 0, new Share(first.Id, first.Total - 10m));
        await scene.PayAsync(client, 80m, 0, new Share(second.Id, 80m));
        await scene.PayAsync(client, settled.Total, 0, new Share(settled.Id, settled.Total));
        var list = scene.Portal.Get<ListInvoices>();
        var on = scene.Today;

        async Task<IEnumerable<(long, DateOnly?)>> RowsAsync(ListInvoices.Filter filter, bool descending = false) =>
            Boreal.Value(await list.RunAsync(filter, new PageRequest(Sort: "due", Descending: descending), default)).Page.Rows.Select(r => (r.Id, r.DueOn));

        (long, DateOnly?)[] expected = [(second.Id, on.AddDays(20)), (first.Id, on.AddDays(50)), (settled.Id, on.AddDays(50))];
        Assert.Equal(expected, await RowsAsync(new()));
        Assert.Equal(expected.Reverse(), await RowsAsync(new(), descending: true));
        Assert.Equal([expected[0]], await RowsAsync(new(DueFrom: on.AddDays(20), DueTo: on.AddDays(20))));
        Assert.Equal(expected[1..], await RowsAsync(new(DueFrom: on.AddDays(21))));
        Assert.Equal([expected[1]], await RowsAsync(new(OnlyUnpaid: true, Periods: new InvoicePeriods(Due: Period.Of(on.AddDays(50), on.AddDays(50))))));
    }

    [Theory, EachDatabase]
    public async Task Statement_OfInstalments_HasALineForEachThatIsOpen(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        var invoice = await scene.IssueAsync(client, 100m);
        var on = scene.Today;
        scene.Wait(5);
        await scene.PayAsync(client, 600m, 0, new Share(invoice.Id, 600m));
        scene.Wait(20);

        var lines = (await scene.StatementAsync(client)).Items;
        Assert.Equal([(2, on.AddDays(20), 319.80m, 319.80m), (3, on.AddDays(50), 229.95m, 0m)], lines.Select(l => (l.Instalment, l.DueOn, l.Open, l.Overdue)));
        Assert.All(lines, l => Assert.Equal((invoice.Id, 3, invoice.Total), (l.Id, l.Instalments, l.Total)));
        var before = (await scene.StatementAsync(client, on.AddDays(4))).Items;
        Assert.Equal([(1, 574.88m, 574.88m), (2, 344.92m, 0m), (3, 229.95m, 0m)], before.Select(l => (l.Instalment, l.Open, l.Overdue)));
    }

    [Theory, EachDatabase]
    public async Task Mail_OfAnInvoiceInInstalments_NamesEachThatIsOpen(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        var invoice = await scene.IssueAsync(client, 100m);

        var text = await TextAsync();
        Assert.All(["574,88", "344,92", "229,95"], amount => Assert.Contains(amount, text, StringComparison.Ordinal));
        await scene.PayAsync(client, 919.80m, 0, new Share(invoice.Id, 919.80m));
        text = await TextAsync();
        Assert.Contains("229,95", text, StringComparison.Ordinal);
        Assert.DoesNotContain("344,92", text, StringComparison.Ordinal);

        async Task<string> TextAsync()
        {
            Boreal.Require(await scene.Portal.Get<SendInvoice>().RunAsync(new(invoice.Id, Guid.NewGuid(), Again: true), default));
            await using var db = scene.Portal.Open();
            return (await db.OutgoingMessages.Where(m => m.Kind == "invoice").OrderByDescending(m => m.Id).FirstAsync()).TextBody;
        }
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
