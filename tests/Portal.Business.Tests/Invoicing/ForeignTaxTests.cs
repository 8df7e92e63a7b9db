using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Batches.Kinds;
using Portal.Business.Batches.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Taxes of the seller's country on an invoice to another: a person is told, and decides.</summary>
public sealed class ForeignTaxTests
{
    [Theory, EachDatabase]
    public async Task Proforma_ToAClientElsewhere_WithTaxesAndNoPosition_IsDoubted_AndIssuedAllTheSame(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        Assert.Empty(await DoubtsAsync(boreal, id));

        foreach (var (country, isDoubted) in new[] { ("MC", false), ("", false), ("CA", true), ("BE", true) })
        {
            await MoveAsync(boreal, country);
            Assert.Equal(isDoubted ? ["Invoicing.TaxOfOtherCountry"] : [], await DoubtsAsync(boreal, id));
        }

        var preview = Boreal.Value(await boreal.Portal.Get<PreviewBatch>().RunAsync(new(IssueKind.KindName, new ListInvoices.Filter(Ids: [id])), default));
        var note = Assert.Single(preview.Notes);
        Assert.False(note.IsLeftOut);
        Assert.Equal("Invoicing.TaxOfOtherCountry", Assert.Single(note.Reasons).Code);
        await PositionAsync(boreal, id);
        Assert.Empty(await DoubtsAsync(boreal, id));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new(id), default));
        Assert.Empty(await DoubtsAsync(boreal, id));
    }

    [Theory, EachDatabase]
    public async Task Invoice_IssuedByItself_WithTaxesToAnotherCountry_IsIssued_AndWaitsForAPersonToLook(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        await MoveAsync(boreal, "BE");
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        await using (var db = boreal.Portal.Open())
        {
            await db.Invoices.ExecuteUpdateAsync(set => set.SetProperty(i => i.PlannedOn, boreal.Entity.Today(boreal.Portal.Clock)));
        }

        Assert.Equal(new IssueDueInvoices.Outcome(1, 0, 1), Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)));

        var issued = await boreal.FindAsync(id);
        Assert.Equal((true, Invoice.TaxToCheck), (issued.IsIssued, issued.Attention));
        Assert.Equal(id, Assert.Single(Boreal.Value(await boreal.Portal.Get<ListInvoices>().RunAsync(new(AttentionKey: Invoice.TaxToCheck), new PageRequest(), default)).Page.Rows).Id);
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView, Permissions.InvoicesEdit);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<SettleTaxToCheck>().RunAsync(new(id, issued.Version), default)).Refusal);
        boreal.Portal.User = TestUser.Administrator;
        Assert.Equal(Refusal.Stale, (await boreal.Portal.Get<SettleTaxToCheck>().RunAsync(new(id, issued.Version - 1), default)).Refusal);
        Boreal.Require(await boreal.Portal.Get<SettleTaxToCheck>().RunAsync(new(id, issued.Version), default));
        Assert.Null((await boreal.FindAsync(id)).Attention);
    }

    [Theory, EachDatabase]
    public async Task TaxesToCheck_StayWhileTheMailIsInTrouble_UntilSomebodyLooked_OrAllIsCredited(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        await MoveAsync(boreal, "BE");
        var ids = new[] { await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100)), await boreal.ProformaAsync(boreal.InvoiceLine("Étude", 1, 200)) };
        await using (var db = boreal.Portal.Open())
        {
            foreach (var contact in (await db.Clients.Include(c => c.Contacts).SingleAsync(c => c.Id == boreal.Client.Id)).Contacts)
            {
                contact.IsActive = false;
            }

            await db.SaveChangesAsync();
            await db.Invoices.ExecuteUpdateAsync(set => set.SetProperty(i => i.PlannedOn, boreal.Entity.Today(boreal.Portal.Clock)).SetProperty(i => i.SendWhenIssued, true));
        }

        Assert.Equal(new IssueDueInvoices.Outcome(2, 0, 2), Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)));
        Assert.Equal(Invoice.NoRecipient, (await boreal.FindAsync(ids[0])).Attention);
        Assert.Equal(ids, await ToCheckAsync(boreal));
        await using (var db = boreal.Portal.Open())
        {
            (await db.Invoices.SingleAsync(i => i.Id == ids[0])).MarkSent(boreal.Portal.Clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync();
        }

        var sent = await boreal.FindAsync(ids[0]);
        Assert.Equal(Invoice.TaxToCheck, sent.Attention);
        Boreal.Require(await boreal.Portal.Get<SettleTaxToCheck>().RunAsync(new(ids[0], sent.Version), default));
        Assert.Null((await boreal.FindAsync(ids[0])).Attention);
        Assert.Equal([ids[1]], await ToCheckAsync(boreal));

        Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new(ids[1], (await boreal.FindAsync(ids[1])).Version, null, false, "Taxes", false, new CreditAmount(100, TaxIncluded: false)), default));
        Assert.Equal([ids[1]], await ToCheckAsync(boreal));
        Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new(ids[1], (await boreal.FindAsync(ids[1])).Version, null, false, "Taxes", false, new CreditAmount(100, TaxIncluded: false)), default));
        Assert.Empty(await ToCheckAsync(boreal));
    }

    [Theory, EachDatabase]
    public async Task InvoiceOfAContract_IsToCheckWhereARunIssuedIt_NotWhereAPersonDid(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        await MoveAsync(boreal, "BE");
        foreach (var delivery in new[] { ContractDelivery.Issue, ContractDelivery.Proforma })
        {
            await ContractBook.AddAsync(boreal, ContractBook.Head(boreal.Entity.Today(boreal.Portal.Clock)) with { Delivery = delivery }, ContractBook.Line(boreal, "Entretien", 1, 100));
        }

        var outcome = await ContractBook.RunAsync(boreal);
        Assert.Equal((2, 1, 1), (outcome.Invoices, outcome.Issued, outcome.TaxToCheck));
        var prepared = Assert.Single(await ContractBook.InvoicesAsync(boreal), i => i.IsProforma);
        Assert.NotNull(prepared.ContractId);
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new(prepared.Id), default));

        var invoices = await ContractBook.InvoicesAsync(boreal);
        Assert.Null(invoices.Single(i => i.Id == prepared.Id).Attention);
        Assert.Equal(Invoice.TaxToCheck, invoices.Single(i => i.Id != prepared.Id).Attention);
    }

    private static async Task<IEnumerable<long>> ToCheckAsync(Boreal boreal) =>
        Boreal.Value(await boreal.Portal.Get<ListInvoices>().RunAsync(new(AttentionKey: Invoice.TaxToCheck), new PageRequest(), default)).Page.Rows.Select(r => r.Id).Order();

    private static async Task<IEnumerable<string>> DoubtsAsync(Boreal boreal, long id) =>
        Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default)).Doubts.Select(d => d.Code);

    private static async Task MoveAsync(Boreal boreal, string country)
    {
        await using var db = boreal.Portal.Open();
        var client = await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id);
        client.BillingAddress = client.BillingAddress with { Country = country };
        await db.SaveChangesAsync();
    }

    private static async Task PositionAsync(Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        var position = new FiscalPosition { LegalEntityId = boreal.Entity.Id, Code = "UE-B2C", Name = new LocalText("Particuliers de l’Union", "Consumers of the Union") };
        db.Add(position);
        await db.SaveChangesAsync();
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default));
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new(id, shown.Version, shown.Head with { FiscalPositionId = position.Id }, [.. shown.Lines.Select(l => new ProformaLines.Line(l.Id, l.Source, null, null, l.Values))]), default));
    }
}
