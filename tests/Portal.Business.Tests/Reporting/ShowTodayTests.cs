using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Reporting;
using Portal.Business.Reporting.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Reporting;

public sealed class ShowTodayTests
{
    [Theory, EachDatabase]
    public async Task Today_InvoicesInEveryState_CountsWhatTheListsBehindShow(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        boreal.Portal.Clock.Set(invoice.DueOn!.Value.AddDays(40).ToDateTime(new TimeOnly(15, 0), DateTimeKind.Utc));

        var today = Boreal.Value(await boreal.Portal.Get<ShowToday>().RunAsync(new ShowToday.Input(), default));
        var list = boreal.Portal.Get<ListInvoices>();

        var overdue = Assert.Single(today.Items, i => i.Need == TodayNeed.InvoicesOverdue);
        Assert.Equal((1, 160.97m), (overdue.Count, Assert.Single(overdue.Amounts).Value));
        Assert.Equal(overdue.Count, Boreal.Value(await list.RunAsync(new ListInvoices.Filter(OnlyOverdue: true), new PageRequest(), default)).Page.Total);
        Assert.Equal(1, Assert.Single(today.Items, i => i.Need == TodayNeed.InvoicesToIssue).Count);
        Assert.Equal(1, Assert.Single(today.Items, i => i.Need == TodayNeed.InvoicesToSend).Count);

        var chart = Assert.Single(today.Charts);
        var month = Assert.Single(chart.Months, m => m.Invoiced != 0);
        Assert.Equal(("CAD", 160.97m, 0m), (chart.Currency, month.Invoiced, month.Paid));
        Assert.Equal((invoice.IssuedOn!.Value.Year, invoice.IssuedOn!.Value.Month), (month.First.Year, month.First.Month));
        foreach (var age in chart.Ageing)
        {
            var behind = Boreal.Value(await list.RunAsync(
                new ListInvoices.Filter(OnlyUnpaid: true, DueFrom: age.From, DueTo: age.To, Currency: "CAD"), new PageRequest(), default));
            Assert.Equal((age.Count, age.Balance), (behind.Page.Total, behind.Sums.Sum(s => s.Balance)));
        }

        Assert.Equal([0m, 0m, 160.97m, 0m, 0m], chart.Ageing.Select(a => a.Balance));
    }

    [Theory, EachDatabase]
    public async Task Today_WithoutPermissions_ShowsNothing_AndNothingToClients(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));

        boreal.Portal.User = TestUser.With(Permissions.ClientsView);
        var today = Boreal.Value(await boreal.Portal.Get<ShowToday>().RunAsync(new ShowToday.Input(), default));
        Assert.Empty(today.Items);
        Assert.Empty(today.Charts);

        boreal.Portal.User = TestUser.With(Permissions.InvoicesView);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<ShowToday>().RunAsync(new ShowToday.Input(), default)).Charts);

        boreal.Portal.User = TestUser.With(Permissions.InvoicesView, Permissions.ReportsView);
        var chart = Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowToday>().RunAsync(new ShowToday.Input(), default)).Charts);
        Assert.All(chart.Months, m => Assert.Null(m.Paid));

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowToday>().RunAsync(new ShowToday.Input(), default)).Refusal);
    }

    /// <summary>What waits for others is no work of one's own: a technician sees invoices, and neither issues nor sends them.</summary>
    [Theory, EachDatabase]
    public async Task Today_NamesInvoices_ToWhoeverMayActOnThem(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(90));

        boreal.Portal.User = TestUser.With(Permissions.InvoicesView);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<ShowToday>().RunAsync(new ShowToday.Input(), default)).Items);

        boreal.Portal.User = TestUser.With(Permissions.InvoicesView, Permissions.InvoicesSend);
        Assert.Equal([TodayNeed.InvoicesToSend], (await NeedsAsync(boreal)));

        boreal.Portal.User = TestUser.With(Permissions.InvoicesView, Permissions.PaymentsView);
        Assert.Equal([TodayNeed.InvoicesOverdue], (await NeedsAsync(boreal)));
    }

    private static async Task<IEnumerable<TodayNeed>> NeedsAsync(Boreal boreal) =>
        Boreal.Value(await boreal.Portal.Get<ShowToday>().RunAsync(new ShowToday.Input(), default)).Items.Select(i => i.Need);
}
