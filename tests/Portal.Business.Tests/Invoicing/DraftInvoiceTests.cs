using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Where a proforma may begin: several jobs, another invoice, a template.</summary>
public sealed class DraftInvoiceTests
{
    [Theory, EachDatabase]
    public async Task Draft_FromSeveralJobs_PutsEachUnderItsNameAndTakesItsQuantities(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, one) = await JobAsync(boreal, "Enseigne", 3);
        var (second, two) = await JobAsync(boreal, "Vitrine", 5);

        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, first, [new(one, 3), new(two, 2)]), default));

        var lines = (await boreal.FindAsync(id)).Lines.OrderBy(l => l.Position).ToList();
        Assert.Equal([InvoiceLineKind.Section, InvoiceLineKind.Priced, InvoiceLineKind.Section, InvoiceLineKind.Priced], lines.Select(l => l.Kind));
        Assert.EndsWith("Vitrine", lines[2].Description, StringComparison.Ordinal);
        Assert.Equal([one, two], lines.Select(l => l.JobLineId).OfType<long>());
        Assert.Equal(3, Boreal.Value(await boreal.Portal.Get<ShowJob>().RunAsync(new ShowJob.Input(second), default)).Lines.Single().ToInvoice);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Draft_ForAClientWithoutAJob_MakesTheJobThatHoldsIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);

        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(boreal.Client.Id, null), default));

        await using var db = boreal.Portal.Open();
        var job = await db.Jobs.AsNoTracking().SingleAsync();
        Assert.Equal((job.Id, boreal.Client.Id, boreal.Client.Name), ((await boreal.FindAsync(id)).JobId!.Value, job.ClientId, job.Name));
        Assert.StartsWith("J-", job.Number, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Draft_WithALineOfAJobOfAnotherClient_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, _) = await JobAsync(boreal, "Enseigne", 3);
        var (second, two) = await JobAsync(boreal, "Vitrine", 5);
        await using (var db = boreal.Portal.Open())
        {
            await db.Jobs.Where(j => j.Id == second).ExecuteUpdateAsync(set => set.SetProperty(j => j.Currency, "USD"));
        }

        var refused = await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, first, [new(two, 1)]), default);

        Assert.Equal(Refusal.Stale, refused.Refusal);
    }

    [Theory, EachDatabase]
    public async Task Draft_LikeAnotherInvoice_HasItsLinesButNoMoreOfAJobThanIsLeft(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (job, line) = await JobAsync(boreal, "Enseigne", 3);
        var original = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, [new(line, 2)]), default));

        var again = await boreal.FindAsync(await LikeAsync(boreal, original));
        var third = await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, null, LikeId: original), default);

        Assert.Equal(1, Assert.Single(again.Lines).Quantity);
        Assert.Equal("Invoicing.NothingLeftToRepeat", third.Refusal!.Code);
        Assert.Equal((null, null, 100m), (again.Number, again.IssuedOn, again.Net));
        Assert.NotEqual((await boreal.FindAsync(original)).ProformaNumber, again.ProformaNumber);
    }

    [Theory, EachDatabase]
    public async Task Draft_FromATemplate_HasItsLinesMessageAndDiscount(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var source = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(boreal.Client.Id, null), default));
        var head = new Invoice.Head(boreal.Client.Id, "Entretien", "BC-1", null, null, "Merci", null, null, false, Discount: new DocumentDiscount(DiscountKind.Percent, 10));
        InvoiceLine.Values[] lines = [InvoiceLine.Values.Of(InvoiceLineKind.Section, "Mars"), boreal.InvoiceLine("Visite", 2, 50)];
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(source, 0, head, [.. lines.Select(v => new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, v))]), default));
        var template = Boreal.Value(await SaveAsync(boreal, source));
        Assert.Equal("Invoicing.TemplateNameTaken", (await SaveAsync(boreal, source)).Refusal!.Code);

        var made = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(boreal.Client.Id, null, TemplateId: template), default)));

        Assert.Equal(("Entretien", "Merci", "", 90m, 10m), (made.Title, made.Message, made.PurchaseOrder, made.Net, made.DiscountAmount));
        Assert.Equal(2, made.Lines.Count);
        var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<ListInvoiceTemplates>().RunAsync(new(boreal.Entity.Id), default)));
        Boreal.Require(await boreal.Portal.Get<RenameInvoiceTemplate>().RunAsync(new(row.Id, row.Version, "Visite"), default));
        Assert.Equal(Refusal.Stale, (await boreal.Portal.Get<DeleteInvoiceTemplate>().RunAsync(new(row.Id, row.Version), default)).Refusal);
        Boreal.Require(await boreal.Portal.Get<DeleteInvoiceTemplate>().RunAsync(new(row.Id, row.Version + 1), default));
    }

    [Theory, EachDatabase]
    public async Task Like_AnInvoiceOfAJobThatWasClosed_BillsNothingOfThatJob(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (job, line) = await JobAsync(boreal, "Fermé", 10);
        var first = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, [new(line, 6)], Issue: true), default));
        Boreal.Require(await boreal.Portal.Get<MoveJob>().RunAsync(new MoveJob.Input(job, await JobVersionAsync(boreal, job), JobStatus.Closed), default));

        var like = await boreal.FindAsync(await LikeAsync(boreal, first));

        Assert.NotEqual(job, like.JobId);
        Assert.Equal((6m, null), (Assert.Single(like.Lines).Quantity, like.Lines[0].JobLineId));
        await using var db = boreal.Portal.Open();
        Assert.Equal(6, await db.Jobs.SelectMany(j => j.Lines).Where(l => l.Id == line).Select(l => l.InvoicedQuantity).SingleAsync());
        var asked = await boreal.Portal.Get<DraftInvoice>().RunAsync(
            new DraftInvoice.Input(null, like.JobId, Lines: [new(null, InvoiceLineSource.Job, line, null, boreal.InvoiceLine("Pose", 1, 100))]), default);
        Assert.Equal(("Invoicing.JobIsFinished", "Lines[0].Quantity"), (asked.Refusal!.Code, asked.Refusal.Field));
    }

    [Theory, EachDatabase]
    public async Task Like_AnInvoiceInAnotherCurrencyThanTheClientsNow_KeepsItsCurrency(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var first = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));
        Boreal.Require(await boreal.Portal.Get<MoveJob>().RunAsync(new MoveJob.Input(first.JobId!.Value, await JobVersionAsync(boreal, first.JobId.Value), JobStatus.Closed), default));
        await using (var db = boreal.Portal.Open())
        {
            await db.Clients.ExecuteUpdateAsync(set => set.SetProperty(c => c.Currency, "USD"));
        }

        var like = await boreal.FindAsync(await LikeAsync(boreal, first.Id));

        Assert.Equal(("CAD", 100m), (like.Currency, like.Net));
        await using var look = boreal.Portal.Open();
        Assert.Equal("CAD", await look.Jobs.Where(j => j.Id == like.JobId).Select(j => j.Currency).SingleAsync());
    }

    private static async Task<int> JobVersionAsync(Boreal boreal, long job)
    {
        await using var db = boreal.Portal.Open();
        return await db.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
    }

    private static async Task<(long Job, long Line)> JobAsync(Boreal boreal, string name, decimal quantity)
    {
        var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, name), default));
        await using var db = boreal.Portal.Open();
        var version = await db.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
        return (job, Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
            new AddJobLine.Input(job, version, null, "Pose", quantity, "h", 100, 0, boreal.TaxCode.Id, boreal.Income.Id), default)));
    }

    private static async Task<long> LikeAsync(Boreal boreal, long id) =>
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, null, LikeId: id), default));

    private static Task<Result<long>> SaveAsync(Boreal boreal, long id) =>
        boreal.Portal.Get<SaveInvoiceTemplate>().RunAsync(new SaveInvoiceTemplate.Input(id, "Entretien"), default);
}
