using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Payments;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

public sealed class InvoiceFilterTests
{
    [Theory, EachDatabase]
    public async Task List_NarrowedByPeriodAmountAndReason_ShowsWhatFits(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var small = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 10));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(40));
        var large = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 1000));
        await using (var db = boreal.Portal.Open())
        {
            (await db.Invoices.FindAsync(large.Id))!.NeedsAttention(Invoice.NoRecipient);
            await db.SaveChangesAsync();
        }

        async Task<IEnumerable<long>> FoundAsync(ListInvoices.Filter filter) =>
            Boreal.Value(await boreal.Portal.Get<ListInvoices>().RunAsync(filter, new PageRequest(), default)).Page.Rows.Select(r => r.Id);

        ListInvoices.Filter Within(InvoicePeriods periods) => new(Periods: periods);
        Assert.Equal([large.Id], await FoundAsync(Within(new(Issued: Period.Named(PeriodName.ThisMonth)))));
        Assert.Equal([small.Id], await FoundAsync(Within(new(Created: Period.Named(PeriodName.LastMonth)))));
        Assert.Equal([small.Id], await FoundAsync(Within(new(Due: Period.Of(null, small.DueOn)))));
        Assert.Equal([large.Id, small.Id], await FoundAsync(Within(new(Issued: Period.Named(PeriodName.ThisFiscalYear)))));
        Assert.Equal([large.Id], await FoundAsync(new ListInvoices.Filter(MinTotal: 1149.75m)));
        Assert.Equal([small.Id], await FoundAsync(new ListInvoices.Filter(MaxTotal: 1149.74m)));
        Assert.Equal([large.Id], await FoundAsync(new ListInvoices.Filter(AttentionKey: Invoice.NoRecipient)));
        Assert.Empty(await FoundAsync(new ListInvoices.Filter(AttentionKey: Invoice.MailRefused)));
        Assert.Equal([small.Id], await FoundAsync(new ListInvoices.Filter(Ids: [small.Id])));
    }

    [Theory, EachDatabase]
    public async Task List_OfSeveralCompaniesWithinTheFiscalYear_TakesEachCompanysOwn(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        List<LegalEntity> entities;
        await using (var db = scene.Open())
        {
            entities = await db.LegalEntities.OrderBy(e => e.Id).ToListAsync();
            entities[0].FiscalYearStartMonth = 1;
            entities[1].FiscalYearStartMonth = 7;
            await db.SaveChangesAsync();
        }

        scene.Clock.Set(new DateTime(2026, 6, 20, 15, 0, 0, DateTimeKind.Utc));
        var before = new List<Invoice>();
        foreach (var entity in entities.Take(2))
        {
            await using var db = scene.Open();
            var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).Where(c => c.LegalEntityId == entity.Id).OrderBy(c => c.Id).FirstAsync();
            before.Add(await scene.IssueAsync(client, 100m));
        }

        scene.Clock.Set(new DateTime(2026, 8, 3, 15, 0, 0, DateTimeKind.Utc));
        async Task<IEnumerable<long>> FoundAsync(InvoicePeriods periods) =>
            (await scene.Get<ListInvoices>().RunAsync(new(Periods: periods, Ids: [.. before.Select(i => i.Id)]), new PageRequest(), default)).Value.Page.Rows.Select(r => r.Id);

        Assert.Equal([before[0].Id], await FoundAsync(new(Issued: Period.Named(PeriodName.ThisFiscalYear))));
        Assert.Equal([before[1].Id], await FoundAsync(new(Issued: Period.Named(PeriodName.LastFiscalYear))));
        Assert.Equal([before[0].Id], await FoundAsync(new(Created: Period.Named(PeriodName.ThisFiscalYear))));
        Assert.Equal(2, (await FoundAsync(new(Issued: Period.Named(PeriodName.LastQuarter)))).Count());
    }

    [Theory, EachDatabase]
    public async Task List_OfAnyFilter_CountsAndAddsUpWhatItShows(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 10));
        var sent = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100.05m));
        await boreal.ProformaAsync(boreal.InvoiceLine("Réparation", 2, 1000));
        await using (var db = boreal.Portal.Open())
        {
            (await db.Invoices.FindAsync(sent.Id))!.MarkSent(boreal.Portal.Clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync();
        }

        var filters = new (ListInvoices.Filter Filter, int Count)[]
        {
            (new(), 3),
            (new("erable"), 3),
            (new(sent.DisplayNumber), 1),
            (new("nowhere"), 0),
            (new(OnlyIssued: true), 2),
            (new(OnlyUnpaid: true), 2),
            (new(OnlyToIssue: true), 1),
            (new("erable", Statuses: [InvoiceStatus.Sent]), 1),
            (new(Statuses: [InvoiceStatus.Sent, InvoiceStatus.ProformaInPreparation]), 2),
            (new(Statuses: [InvoiceStatus.ReadyToSend, InvoiceStatus.ProformaSent]), 1),
            (new(Statuses: Enum.GetValues<InvoiceStatus>()), 3),
            (new(Kind: InvoiceKind.CreditNote), 0),
            (new(DueFrom: sent.DueOn, DueTo: sent.DueOn), 2),
        };
        foreach (var (filter, count) in filters)
        {
            var found = Boreal.Value(await boreal.Portal.Get<ListInvoices>().RunAsync(filter, new PageRequest(), default));
            Assert.Equal(count, found.Page.Total);
            Assert.Equal(count, found.Page.Rows.Count);
            Assert.Equal(found.Page.Rows.Sum(r => r.Net), found.Sums.Sum(s => s.Net));
            Assert.Equal(found.Page.Rows.Sum(r => r.Total), found.Sums.Sum(s => s.Total));
            Assert.Equal(found.Page.Rows.Sum(r => r.Balance), found.Sums.Sum(s => s.Balance));
            Assert.All(found.Sums, s => Assert.Equal("CAD", s.Currency));
        }
    }

    [Theory, EachDatabase]
    public async Task Find_ForTheFilter_NamesClientsAndCurrencies(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var find = boreal.Portal.Get<FindForInvoiceFilter>();

        var client = Assert.Single(Boreal.Value(await find.RunAsync(new(FindForInvoiceFilter.Subject.Client, "erable"), default)));
        Assert.Equal("Imprimerie de l’Érable", client.Text);
        Assert.Equal(client, Assert.Single(Boreal.Value(await find.RunAsync(new(FindForInvoiceFilter.Subject.Client, Value: client.Value), default))));
        Assert.Equal(["CAD"], Boreal.Value(await find.RunAsync(new(FindForInvoiceFilter.Subject.Currency), default)).Select(c => c.Value));
        Assert.Equal(["Boréal"], Boreal.Value(await find.RunAsync(new(FindForInvoiceFilter.Subject.Company), default)).Select(c => c.Text));
        Assert.Empty(Boreal.Value(await find.RunAsync(new(FindForInvoiceFilter.Subject.Job, Value: "nonsense"), default)));
    }

    [Theory, EachDatabase]
    public async Task Find_OfContracts_IsForThoseWhoMaySeeThem(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView);
        var find = boreal.Portal.Get<FindForInvoiceFilter>();

        Assert.Equal(Refusal.Forbidden, (await find.RunAsync(new(FindForInvoiceFilter.Subject.Contract), default)).Refusal);
        Assert.Empty(Boreal.Value(await find.RunAsync(new(FindForInvoiceFilter.Subject.Job), default)));
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView, Permissions.ContractsView);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<FindForInvoiceFilter>().RunAsync(new(FindForInvoiceFilter.Subject.Contract), default)));
    }
}
