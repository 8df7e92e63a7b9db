using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>A period is billed again only where somebody gave it back: a deleted proforma, a removed line, a credit that says so.</summary>
public sealed class ReopeningTests
{
    [Theory, EachDatabase]
    public async Task DeletedProforma_OpensItsPeriodsAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "A", 1, 1200));
        await ContractBook.RunAsync(boreal);
        var invoice = (await ContractBook.InvoicesAsync(boreal))[0];

        Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(invoice.Id, invoice.Version), default));

        Assert.Equal(new DateOnly(2026, 3, 1), (await ContractBook.FindAsync(boreal, contract.Id)).NextInvoiceOn);
        Assert.Equal(1, (await ContractBook.RunAsync(boreal)).Invoices);
        Assert.Equal(["2026-03-01..2026-03-31 100.00"], ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)));
    }

    [Theory, EachDatabase]
    public async Task LineRemovedFromAProforma_IsBilledAgain_AndAnEditedOneIsNot(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "A", 1, 1200), ContractBook.Line(boreal, "B", 1, 2400));
        await ContractBook.RunAsync(boreal);
        var invoice = (await ContractBook.InvoicesAsync(boreal))[0];
        var kept = invoice.Lines.Single(l => l.Net == 100);
        var values = new InvoiceLine.Values(kept.Description, kept.Quantity, kept.Unit, 90, 0, kept.TaxCodeId, kept.GlAccountId, "", kept.ServiceFrom, kept.ServiceTo);
        var head = new Invoice.Head(invoice.BilledToId, invoice.Title, "", null, null, null, null, null, false);

        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(invoice.Id, invoice.Version, head, [new ProformaLines.Line(kept.Id, kept.Source, null, null, values)]), default));

        Assert.Equal(1, (await ContractBook.RunAsync(boreal)).Invoices);
        Assert.Equal(["2026-03-01..2026-03-31 90.00", "2026-03-01..2026-03-31 200.00"], ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)));
    }

    [Theory]
    [EachDatabaseWith(true, 1)]
    [EachDatabaseWith(false, 0)]
    public async Task Credit_OpensThePeriodsAgain_OnlyWhereItSaysSo(DatabaseProvider provider, bool reopens, int again)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 3, 1)) with { Delivery = ContractDelivery.Issue }, ContractBook.Line(boreal, "A", 1, 1200), ContractBook.Line(boreal, "B", 1, 2400));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        var invoice = (await ContractBook.InvoicesAsync(boreal))[0];

        var creditable = Boreal.Value(await boreal.Portal.Get<ShowCreditable>().RunAsync(new ShowCreditable.Input(invoice.Id), default));
        var lines = invoice.Lines.OrderBy(l => l.Position).ToList();
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(
                invoice.Id, invoice.Version, [new CreditInvoice.LineQuantity(lines[0].Id, 1), new CreditInvoice.LineQuantity(lines[1].Id, 0.5m)], false, "Erreur", false, ReopensPeriods: reopens),
            default));

        Assert.True(creditable.BillsContracts);
        Assert.Equal([-229.95m, 344.93m], Boreal.Value(await boreal.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).Invoices.Select(i => i.Total));
        Assert.Equal(again, (await ContractBook.RunAsync(boreal)).Invoices);
        var made = (await ContractBook.InvoicesAsync(boreal)).Where(i => i.Kind == InvoiceKind.Invoice).Skip(1).ToList();
        Assert.Equal(reopens ? ["2026-03-01..2026-03-31 100.00"] : [], ContractBook.Lines(made));
    }

    [Theory, EachDatabase]
    public async Task Credit_ThatReopens_LeavesAPeriodAloneThatAnEarlierOneDidNotReopen(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 3, 1)) with { Delivery = ContractDelivery.Issue }, ContractBook.Line(boreal, "A", 1, 1200), ContractBook.Line(boreal, "B", 1, 600));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        var invoice = (await ContractBook.InvoicesAsync(boreal))[0];
        foreach (var (net, reopens) in new[] { (100m, false), (50m, true) })
        {
            Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
                new CreditInvoice.Input(
                    invoice.Id, (await boreal.FindAsync(invoice.Id)).Version, [new CreditInvoice.LineQuantity(invoice.Lines.Single(l => l.Net == net).Id, 1)], false, "Erreur", false, ReopensPeriods: reopens),
                default));
        }

        Assert.Equal(1, (await ContractBook.RunAsync(boreal)).Invoices);
        Assert.Equal(["2026-03-01..2026-03-31 50.00"], ContractBook.Lines([.. (await ContractBook.InvoicesAsync(boreal)).Where(i => i.Kind == InvoiceKind.Invoice && i.Id != invoice.Id)]));
    }

    [Theory, EachDatabase]
    public async Task CreditedLine_AndItsCreditNote_StillExplainThemselves_AndSayWhoBilledThePeriodNext(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-CA");
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 3, 1)) with { Delivery = ContractDelivery.Issue }, ContractBook.Line(boreal, "A", 1, 1200), ContractBook.Line(boreal, "B", 1, 2400));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        var invoice = (await ContractBook.InvoicesAsync(boreal))[0];
        var before = await ExplainAsync(boreal, invoice.Id);
        var lines = invoice.Lines.OrderBy(l => l.Position).ToList();
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(
                invoice.Id, invoice.Version, [new CreditInvoice.LineQuantity(lines[0].Id, 1), new CreditInvoice.LineQuantity(lines[1].Id, 0.5m)], false, "Erreur", false, ReopensPeriods: true),
            default));
        var note = (await ContractBook.InvoicesAsync(boreal)).Single(i => i.Kind == InvoiceKind.CreditNote);

        var waiting = await ExplainAsync(boreal, invoice.Id);
        Assert.Equal(before.Select(l => l.Steps), waiting.Select(l => l.Steps));
        Assert.Equal(
            [($"{note.Number} credited it in full, and its period was opened again on 2026-03-02 ({boreal.Portal.User.Name})", note.Id), ("It waits to be billed again", null)],
            waiting[0].Since.Select(e => (e.Text, e.InvoiceId)));
        Assert.Empty(waiting[1].Since);

        await ContractBook.RunAsync(boreal);
        var next = (await ContractBook.InvoicesAsync(boreal)).Single(i => i.Kind == InvoiceKind.Invoice && i.Id != invoice.Id);
        Assert.Equal(($"Billed again on {next.Number}", (long?)next.Id), (await ExplainAsync(boreal, invoice.Id))[0].Since.Select(e => (e.Text, e.InvoiceId)).Last());
        var credit = await ExplainAsync(boreal, note.Id);
        Assert.Equal([(contract.Id, 2, 100m), (contract.Id, 0, 100m)], credit.Select(l => (l.ContractId, l.Since.Count, Math.Abs(l.Net))));
        Assert.Contains("Credited: $100.00 of $200.00", credit[1].Steps);
        Assert.Null(credit[0].Since[0].InvoiceId);
        Assert.Empty((await ExplainAsync(boreal, next.Id))[0].Since);
    }

    [Theory, EachDatabase]
    public async Task PeriodsOpenedAgain_KeepWhoBilledThemAndWhy_AndTheIndexRefusesASecondBilling(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 3, 1)), ContractBook.Line(boreal, "A", 1, 1200), ContractBook.Line(boreal, "B", 1, 2400));
        await ContractBook.RunAsync(boreal);
        var first = (await ContractBook.InvoicesAsync(boreal))[0];
        var kept = first.Lines.Single(l => l.Net == 100);
        var values = new InvoiceLine.Values(kept.Description, kept.Quantity, kept.Unit, 100, 0, kept.TaxCodeId, kept.GlAccountId, "", kept.ServiceFrom, kept.ServiceTo);
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(
                first.Id, first.Version, new Invoice.Head(first.BilledToId, first.Title, "", null, null, null, null, null, false), [new ProformaLines.Line(kept.Id, kept.Source, null, null, values)]),
            default));
        first = (await ContractBook.InvoicesAsync(boreal))[0];
        Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(first.Id, first.Version), default));
        Assert.Equal(1, (await ContractBook.RunAsync(boreal)).Invoices);

        await using var db = boreal.Portal.Open();
        var freed = await db.FreedPeriods.AsNoTracking().OrderBy(f => f.FreedAt).ThenByDescending(f => f.Net).ToListAsync();
        Assert.Equal(
            [(FreedBecause.LineRemoved, 200m, null, first.ProformaNumber), (FreedBecause.ProformaDeleted, 100m, (long?)null, first.ProformaNumber)],
            freed.OrderBy(f => f.Because).Select(f => (f.Because, f.Net, f.InvoiceId, f.InvoiceNumber)));
        Assert.All(freed, f => Assert.Equal((boreal.Portal.User.Name, "2026-03-01"), (f.FreedByName, f.Key)));
        var billed = await db.BilledPeriods.AsNoTracking().FirstAsync();
        db.BilledPeriods.Add(new BilledPeriod
        {
            ContractId = billed.ContractId,
            LineId = billed.LineId,
            Kind = billed.Kind,
            Key = billed.Key,
            From = billed.From,
            To = billed.To,
            InvoiceOn = billed.InvoiceOn,
            DatedOn = billed.DatedOn,
            Quantity = billed.Quantity,
            Net = billed.Net,
            Basis = billed.Basis,
        });
        Assert.Equal(RefusalKind.Conflict, (await db.TrySaveAsync(default)).Refusal?.Kind);
    }

    private static async Task<IReadOnlyList<ExplainContractLines.Line>> ExplainAsync(Boreal boreal, long invoiceId) =>
        Boreal.Value(await boreal.Portal.Get<ExplainContractLines>().RunAsync(invoiceId, default)).Lines;
}
