using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Mail;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>What the invoicing screens read and propose.</summary>
public sealed class InvoiceScreensTests
{
    [Theory, EachDatabase]
    public async Task Overdue_DayAfterTheDueDayOfTheLegalEntity_InListAndPageAlike(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        var due = invoice.DueOn!.Value;

        // 03:30 in UTC of the next day is still the due day in Montréal.
        boreal.Portal.Clock.Set(due.AddDays(1).ToDateTime(new TimeOnly(3, 30), DateTimeKind.Utc));
        Assert.False((await ShowAsync(boreal, invoice.Id)).IsOverdue);
        Assert.Empty((await ListAsync(boreal, new ListInvoices.Filter(OnlyOverdue: true))).Page.Rows);
        Assert.False(Assert.Single((await ListAsync(boreal, new ListInvoices.Filter())).Page.Rows).IsOverdue);

        boreal.Portal.Clock.Set(due.AddDays(1).ToDateTime(new TimeOnly(6, 0), DateTimeKind.Utc));
        var shown = await ShowAsync(boreal, invoice.Id);
        var row = Assert.Single((await ListAsync(boreal, new ListInvoices.Filter(OnlyOverdue: true))).Page.Rows);
        Assert.True(shown.IsOverdue);
        Assert.True(row.IsOverdue);
        Assert.Equal((160.97m, 160.97m), (shown.Sums.Balance, row.Balance));
    }

    [Theory, EachDatabase]
    public async Task ToIssue_ProformaPlannedForLater_IsLeftOut(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var now = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        var later = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 20));
        var shown = await ShowAsync(boreal, later);
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(later, shown.Version, shown.Head with { PlannedOn = shown.Seller.Today.AddDays(3) }, [.. shown.Lines.Select(SameLine)]), default));

        Assert.Equal([now], (await ListAsync(boreal, new ListInvoices.Filter(OnlyToIssue: true))).Page.Rows.Select(r => r.Id));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(2, (await ListAsync(boreal, new ListInvoices.Filter(OnlyToIssue: true))).Page.Total);
    }

    [Theory, EachDatabase]
    public async Task Save_PlannedForADayThatHasPassed_IsRefused_UnlessItPassedMeanwhile(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        async Task<Result<int>> SaveAsync(DateOnly day)
        {
            var shown = await ShowAsync(boreal, id);
            return await boreal.Portal.Get<SaveProforma>().RunAsync(
                new SaveProforma.Input(id, shown.Version, shown.Head with { PlannedOn = day }, [.. shown.Lines.Select(SameLine)]), default);
        }

        var today = (await ShowAsync(boreal, id)).Seller.Today;
        var refused = (await SaveAsync(today.AddDays(-1))).Refusal!;
        Assert.Equal(("Invoicing.IssueDayInThePast", "PlannedOn"), (refused.Code, refused.Field));

        Assert.True((await SaveAsync(today)).Succeeded);
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.True((await SaveAsync(today)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Show_ProformaThatLacksThings_NamesThemAllAtOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(
            boreal.InvoiceLine("Pose", 1, 10) with { TaxCodeId = null, GlAccountId = null }, boreal.InvoiceLine("Dépose", 1, 10) with { TaxCodeId = null });

        Assert.Equal(
            ["Invoicing.LineWithoutTaxCode", "Invoicing.LineWithoutAccount", "Invoicing.LineWithoutTaxCode"],
            (await ShowAsync(boreal, id)).Missing.Select(r => r.Code));
    }

    [Theory, EachDatabase]
    public async Task Issue_DatedAfterToday_IsRefused_AndTakesNoNumber(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        var today = (await ShowAsync(boreal, id)).Seller.Today;

        var refused = await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, IssueOn: today.AddDays(1)), default);
        Assert.Equal(("Invoicing.IssueDateInFuture", "IssueOn"), (refused.Refusal!.Code, refused.Refusal.Field));
        Assert.True((await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, IssueOn: today), default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task CreditAndDelete_ThatCannotBe_SayWhy(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 140));
        async Task<(string?, string?)> WhyNotAsync()
        {
            var may = (await ShowAsync(boreal, id)).May;
            return (may.Credit?.Code, may.Delete?.Code);
        }

        Assert.StartsWith("PF-", (await boreal.FindAsync(id)).DisplayNumber, StringComparison.Ordinal);
        Assert.Equal(("Invoicing.NotCreditable", null), await WhyNotAsync());
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        Assert.Equal(("Invoicing.NotInAccountsYet", "Invoicing.IsIssued"), await WhyNotAsync());
        await boreal.Portal.Get<TransferToAccounting>().RunAsync(default);
        Assert.Equal((null, "Invoicing.IsIssued"), await WhyNotAsync());
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new(id, (await boreal.FindAsync(id)).Version, null, false, "Annulé", false), default));
        Assert.Equal(("Invoicing.CreditedInFull", "Invoicing.IsIssued"), await WhyNotAsync());
    }

    [Theory, EachDatabase]
    public async Task ProformaNumber_GivenTwice_IsRefusedByTheDatabase(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var first = await boreal.FindAsync(await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10)));
        await using var db = boreal.Portal.Open();
        for (var i = 0; i < 2; i++)
        {
            db.Invoices.Add(new Invoice(InvoiceKind.CreditNote, boreal.Entity.Id, boreal.Client.Id, boreal.Client.Id, "fr-CA", "CAD", first.CreatedAt));
        }

        Boreal.Require(await db.TrySaveAsync(default));
        var second = new Invoice(InvoiceKind.Invoice, boreal.Entity.Id, boreal.Client.Id, boreal.Client.Id, "fr-CA", "CAD", first.CreatedAt);
        second.GiveProformaNumber(first.ProformaNumber);
        db.Invoices.Add(second);

        Assert.Equal("Common.AlreadyThere", (await db.TrySaveAsync(default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Screens_WithoutThePermission_AreRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        boreal.Portal.User = TestUser.With(Permissions.ClientsView);

        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowInvoiceHistory>().RunAsync(new ShowInvoiceHistory.Input(id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ProposeSending>().RunAsync(new ProposeSending.Input(id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowCreditable>().RunAsync(new ShowCreditable.Input(id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<PickJobLines>().RunAsync(new PickJobLines.Input(boreal.Client.Id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowInvoiceChoices>().RunAsync(new ShowInvoiceChoices.Input(boreal.Entity.Id, boreal.Client.Id), default)).Refusal);
    }

    private static ProformaLines.Line SameLine(ShowInvoice.Line line) => new(line.Id, line.Source, line.JobLineId, line.ProductId, line.Values);

    private static async Task<ShowInvoice.Shown> ShowAsync(Boreal boreal, long id) =>
        Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));

    private static async Task<ListInvoices.Found> ListAsync(Boreal boreal, ListInvoices.Filter filter) =>
        Boreal.Value(await boreal.Portal.Get<ListInvoices>().RunAsync(filter, new PageRequest(), default));
}
