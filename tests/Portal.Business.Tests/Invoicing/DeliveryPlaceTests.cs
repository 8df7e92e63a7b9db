using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Quotes;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Where it was delivered stands on quote, invoice and credit note, where that is not the billing address.</summary>
public sealed class DeliveryPlaceTests
{
    private static readonly Address Harbour = new("12, rue du Port", "", "Québec", "QC", "G1K 4A1", "CA");

    [Theory, EachDatabase]
    public async Task Site_OfAQuote_GoesToItsJobAndInvoicesAndIsFrozenAtIssue(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var site = await SiteAsync(boreal, "Entrepôt du port", Harbour);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 1000));
        Boreal.Value(await boreal.SaveAsync(id, f => f.SiteId = site));
        var secret = await boreal.SendAsync(id);
        Assert.Equal(new DeliveryPlace("Entrepôt du port", Harbour), Boreal.Value(await boreal.OpenAsync(secret)).DeliveredTo);
        var approved = Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(
            new ApproveQuote.Input(id, null, [], null, "Marie Roy", null, "", "", "", "par téléphone"), default));

        var job = Boreal.Value(await boreal.Portal.Get<ShowJob>().RunAsync(new ShowJob.Input(approved.JobId), default));
        Assert.Equal(site, job.SiteId);
        var invoice = await IssuedOfAsync(boreal, id);
        Assert.Equal(new DeliveryPlace("Entrepôt du port", Harbour), invoice.Parties!.DeliveredTo);

        await ChangeAsync(boreal, site, s => (s.Name, s.Address) = ("Ailleurs", Harbour with { Line1 = "1, rue Neuve" }));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(invoice.Id), default));
        Assert.Equal("Entrepôt du port", shown.DeliveredTo!.Name);
        Assert.Equal("Common.InUse", (await boreal.Portal.Get<RemoveSite>().RunAsync(site, default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Site_OfAJob_IsProposedOnItsInvoiceAndMayBeChangedThere(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (site, other) = (await SiteAsync(boreal, "Entrepôt", Harbour), await SiteAsync(boreal, "Atelier", Harbour with { Line1 = "14, rue du Port" }));
        var jobId = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Pose"), default));
        Boreal.Value(await boreal.Portal.Get<ChangeJob>().RunAsync(new ChangeJob.Input(jobId, 0, "Pose", "", null, null, site), default));

        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, jobId), default));
        var drafted = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));
        Assert.Equal((site, "Entrepôt"), (drafted.Head.SiteId, drafted.DeliveredTo!.Name));

        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(new SaveProforma.Input(id, drafted.Version, drafted.Head with { SiteId = other }, []), default));
        Assert.Equal(other, (await boreal.FindAsync(id)).SiteId);
    }

    [Theory, EachDatabase]
    public async Task Site_OfAnotherClient_IsRefusedEverywhere(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        long foreign;
        await using (var db = boreal.Portal.Open())
        {
            var other = new Client(boreal.Entity.Id, "Autre", new Contact { Name = "A" });
            other.Sites.Add(new Site { ClientId = other.Id, Name = "Loin", Address = Harbour });
            db.Add(other.IndexForSearch());
            await db.SaveChangesAsync();
            foreign = other.Sites[0].Id;
        }

        var quote = await boreal.DraftAsync(boreal.Line("Pose", 1, 10));
        var job = (await boreal.QuoteAsync(quote)).JobId;
        var proforma = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(proforma), default));

        Assert.Equal("SiteId", Assert.Single((await boreal.SaveAsync(quote, f => f.SiteId = foreign)).Refusals).Field);
        Assert.Equal("SiteId", Assert.Single((await boreal.Portal.Get<ChangeJob>().RunAsync(new ChangeJob.Input(job, 0, "Pose", "", null, null, foreign), default)).Refusals).Field);
        var saved = await boreal.Portal.Get<SaveProforma>().RunAsync(new SaveProforma.Input(proforma, shown.Version, shown.Head with { SiteId = foreign }, []), default);
        Assert.Equal("SiteId", Assert.Single(saved.Refusals).Field);
    }

    [ToolFact("pdftotext")]
    public async Task Documents_SayWhereItWasDelivered_UnlessThatIsTheBillingAddress()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var (away, home) = (await SiteAsync(boreal, "Entrepôt du port", Harbour), await SiteAsync(boreal, "Siège", boreal.Client.BillingAddress));
        foreach (var (site, said) in new[] { (away, true), (home, false) })
        {
            var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 1000));
            Boreal.Value(await boreal.SaveAsync(id, f => f.SiteId = site));
            await boreal.SendAsync(id);
            Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(
                new ApproveQuote.Input(id, null, [], null, "Marie Roy", null, "", "", "", "par téléphone"), default));
            var invoice = await IssuedOfAsync(boreal, id);
            await using (var db = boreal.Portal.Open())
            {
                (await db.Invoices.SingleAsync(i => i.Id == invoice.Id)).HandOver(AccountingState.HandedOver);
                await db.SaveChangesAsync();
            }

            Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
                new CreditInvoice.Input(invoice.Id, (await boreal.FindAsync(invoice.Id)).Version, null, false, "Erreur", false), default));
            await using var read = boreal.Portal.Open();
            var notes = await read.Invoices.Where(i => i.OriginalId == invoice.Id).Select(i => i.Id).ToListAsync();
            var documents = await read.StoredDocuments.Include(d => d.Content)
                .Where(d => d.SubjectId == id || d.SubjectId == invoice.Id || notes.Contains(d.SubjectId)).ToListAsync();
            Assert.Equal(4, documents.Count);
            Assert.All(documents, d => Assert.Equal(
                said, DocumentText.Flat(d.Content!.Bytes).Contains("Livré à Entrepôt du port 12, rue du Port Québec (QC) G1K 4A1", StringComparison.Ordinal)));
            Assert.All(documents, d => Assert.Equal(said, DocumentText.Flat(d.Content!.Bytes).Contains("Livré à", StringComparison.Ordinal)));
        }
    }

    private static async Task<long> SiteAsync(Boreal boreal, string name, Address address) =>
        Boreal.Value(await boreal.Portal.Get<AddSite>().RunAsync(new(boreal.Client.Id, new SiteFields { Name = name, Address = address }), default));

    private static async Task ChangeAsync(Boreal boreal, long siteId, Action<Site> change)
    {
        await using var db = boreal.Portal.Open();
        change(await db.Sites.SingleAsync(s => s.Id == siteId));
        await db.SaveChangesAsync();
    }

    private static async Task<Invoice> IssuedOfAsync(Boreal boreal, long quoteId)
    {
        await using var db = boreal.Portal.Open();
        return await db.Invoices.AsNoTracking().SingleAsync(i => i.QuoteId == quoteId && i.Number != null);
    }
}
