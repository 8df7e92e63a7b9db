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
}
