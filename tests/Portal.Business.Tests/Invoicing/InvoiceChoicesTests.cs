using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>What can be chosen for the lines of an invoice, and what of another company cannot.</summary>
public sealed class InvoiceChoicesTests
{
    [Theory, EachDatabase]
    public async Task Choices_ForALine_GoThroughTheFiscalPosition(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var choices = Boreal.Value(await boreal.Portal.Get<ShowInvoiceChoices>().RunAsync(new ShowInvoiceChoices.Input(boreal.Entity.Id, boreal.Client.Id), default));
        var position = choices.Positions.First(p => p.Taxes.Count > 0);
        var mapping = position.Taxes[0];

        Assert.Equal(mapping.FromTaxCodeId, choices.For(null, mapping.FromTaxCodeId, boreal.Income.Id).TaxCodeId);
        Assert.Equal(mapping.ToTaxCodeId, choices.For(position.Id, mapping.FromTaxCodeId, boreal.Income.Id).TaxCodeId);
        Assert.NotNull(choices.For(null, null, null).GlAccountId);
    }

    [Theory, EachDatabase]
    public async Task JobLines_PartlyInvoiced_ShowWhatIsLeft(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (jobId, lineId) = await JobAsync(boreal, quantity: 10);
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, jobId, [new(lineId, 4)]), default));

        var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<PickJobLines>().RunAsync(new PickJobLines.Input(boreal.Client.Id), default)));
        Assert.Equal((lineId, 10m, 6m, "Heures", "BC-JOB"), (row.JobLineId, row.Ordered, row.Left, row.Description, row.PurchaseOrder));
        Assert.Single(Boreal.Value(await boreal.Portal.Get<PickJobLines>().RunAsync(new PickJobLines.Input(boreal.Client.Id, Search: "j-test TRAVAUX"), default)));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<PickJobLines>().RunAsync(new PickJobLines.Input(boreal.Client.Id, Search: "travaux introuvable"), default)));

        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, jobId, [new(lineId, 6)]), default));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<PickJobLines>().RunAsync(new PickJobLines.Input(boreal.Client.Id), default)));
    }

    [Theory, EachDatabase]
    public async Task JobLines_GatheredInAnInvoiceOfNoJob_ShowWhatIsLeftToo(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (_, lineId) = await JobAsync(boreal, quantity: 10);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        var shown = await ShowAsync(boreal, id);
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, shown.Version, shown.Head, [
                .. shown.Lines.Select(SameLine), new(0, InvoiceLineSource.Job, lineId, null, boreal.InvoiceLine("Heures", 4, 50))]), default));

        Assert.Equal([null, 10m], (await ShowAsync(boreal, id)).Lines.Select(l => l.OrderedLeft));
    }

    [Theory, EachDatabase]
    public async Task Proforma_NamingWhatIsNotOfItsCompany_IsRefusedAtTheFields(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 10));
        var (code, account, product, position) = await OtherCompanyAsync(boreal);
        var shown = await ShowAsync(boreal, id);
        var values = boreal.InvoiceLine("Pose", 1, 10) with { TaxCodeId = code, GlAccountId = account };
        ProformaLines.Line[] lines = [SameLine(shown.Lines[0]), new(null, InvoiceLineSource.Product, null, product, values)];
        string[] wrong = ["Lines[1].ProductId", "Lines[1].TaxCodeId", "Lines[1].GlAccountId"];

        var saved = await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, shown.Version, shown.Head with { BilledToId = 4711, FiscalPositionId = position, PaymentTermsId = 4712 }, lines), default);
        var drafted = await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(boreal.Client.Id, null, Lines: [new(null, InvoiceLineSource.Text, null, null, boreal.InvoiceLine("Pose", 1, 10)), lines[1]]), default);

        Assert.Equal(["BilledToId", "FiscalPositionId", "PaymentTermsId", .. wrong], saved.Refusals.Select(r => r.Field));
        Assert.Equal(wrong, drafted.Refusals.Select(r => r.Field));
        Assert.All(saved.Refusals.Concat(drafted.Refusals), r => Assert.Equal("Invoicing.UnknownChoice", r.Code));
        Assert.Single((await ShowAsync(boreal, id)).Lines);
    }

    private static ProformaLines.Line SameLine(ShowInvoice.Line line) => new(line.Id, line.Source, line.JobLineId, line.ProductId, line.Values);

    private static async Task<ShowInvoice.Shown> ShowAsync(Boreal boreal, long id) =>
        Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));

    private static async Task<(long JobId, long LineId)> JobAsync(Boreal boreal, decimal quantity)
    {
        await using var db = boreal.Portal.Open();
        var job = new Job(boreal.Entity.Id, boreal.Client.Id, "J-TEST", "Travaux", boreal.Entity.Currency, boreal.Portal.Clock.GetUtcNow().UtcDateTime);
        var line = new JobLine
        {
            JobId = job.Id,
            Position = 1,
            Description = "Heures",
            Quantity = quantity,
            UnitPrice = 50,
            TaxCodeId = boreal.TaxCode.Id,
            GlAccountId = boreal.Income.Id,
        }.Priced();
        job.Rename(job.Name, "BC-JOB", null, null);
        db.AddRange(job, line);
        Boreal.Require(await db.TrySaveAsync(default));
        return (job.Id, line.Id);
    }

    /// <summary>A tax code, an account, a product and a fiscal position of another legal entity.</summary>
    private static async Task<(long Code, long Account, long Product, long Position)> OtherCompanyAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var other = new LegalEntity { Name = "Austral", LegalName = "Austral", Address = boreal.Entity.Address, Email = "a@austral.example", Currency = "CAD", TimeZone = "America/Montreal", Language = "fr-CA" };
        db.Add(other);
        await StandardCatalog.AddAsync(db, other, "A-", default);
        await db.SaveChangesAsync();
        var product = new Product { LegalEntityId = other.Id, Code = "X", Name = LocalText.Same("X") };
        var position = new FiscalPosition { LegalEntityId = other.Id, Code = "X", Name = LocalText.Same("X") };
        db.AddRange(product, position);
        await db.SaveChangesAsync();
        return (
            await db.TaxCodes.Where(c => c.LegalEntityId == other.Id).Select(c => c.Id).FirstAsync(),
            await db.GlAccounts.Where(a => a.LegalEntityId == other.Id).Select(a => a.Id).FirstAsync(), product.Id, position.Id);
    }
}
