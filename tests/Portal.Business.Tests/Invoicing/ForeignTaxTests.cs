using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches.Kinds;
using Portal.Business.Batches.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Invoicing.UseCases;
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
