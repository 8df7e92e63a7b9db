using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Integrity;
using Portal.Business.Tests.Interventions;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.JobFolders;

/// <summary>What jobs cost beside time, and their margin.</summary>
public sealed class JobCostTests
{
    [Theory, EachDatabase]
    public async Task Lines_CarryTheCostOfTheirProductAtThatTime_AndItIsCorrected(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var product = await ProductAsync(boreal, 12.5m);
        var quote = await boreal.SentQuoteAsync([new QuoteLine.Values(product, "Vinyle", 4, "m", 40, 0, boreal.TaxCode.Id, boreal.Income.Id, false)]);
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new(quote.Id, null, [], null, "Marie Roy", null, "", "", "", "par téléphone"), default));
        var job = quote.JobId;
        Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
            new(job, await boreal.JobVersionAsync(job), product, "Vinyle", 2, "m", 40, 0, boreal.TaxCode.Id, boreal.Income.Id), default));
        await PriceAsync(boreal, product, 99);

        var shown = await boreal.ShowJobAsync(job);
        Assert.Equal((75m, 240m, 165m, 68.8m), (shown.Costs!.Material, shown.Costs.Earned, shown.Margin, shown.Costs.Percent));

        var rows = (await CostsAsync(boreal, job)).Material;
        Boreal.Require(await CorrectAsync(boreal, job, rows[0], 10.333333m));
        Assert.Equal(Refusal.Stale, (await CorrectAsync(boreal, job, rows[0], 11)).Refusal);
        Assert.Equal(("JobFolders.CostRange", "UnitCost"), Of(await CorrectAsync(boreal, job, rows[1], -1)));
        Assert.Equal(66.33m, (await boreal.ShowJobAsync(job)).Costs!.Material);
        var listed = Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(new(new PageRequest()), default)).Rows.Single(r => r.Id == job);
        Assert.Equal((await boreal.ShowJobAsync(job)).Costs, listed.Costs);
    }

    [Theory, EachDatabase]
    public async Task PartsUsedOnAVisit_Count_AndOnceOnlyWhenTheyAreInvoiced(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        scene.AsAdministrator();
        var product = await ProductAsync(scene.Boreal, 30);
        scene.As(scene.LeadId);
        Boreal.Require(await scene.StartAsync());
        Boreal.Require(await scene.PartAsync(product));
        scene.AsAdministrator();
        var job = (await scene.ReadAsync()).JobId;
        var before = await scene.Boreal.ShowJobAsync(job);
        Assert.Equal(60m, before.Costs!.Material);
        var part = (await CostsAsync(scene.Boreal, job)).Material.Single(m => m.Source == MaterialSource.Part);
        Boreal.Require(await CorrectAsync(scene.Boreal, job, part, 25));

        Boreal.Value(await scene.Portal.Get<InvoiceRequest>().RunAsync(new((await scene.ReadAsync()).RequestId), default));

        Assert.Equal(50m, (await scene.Boreal.ShowJobAsync(job)).Costs!.Material);
        Assert.Equal(Refusal.Stale, (await CorrectAsync(scene.Boreal, job, part, 1)).Refusal);
        Assert.DoesNotContain((await CostsAsync(scene.Boreal, job)).Material, m => m.Source == MaterialSource.Part);
    }

    /// <summary>What is billed of an ordered line costs once, as that line.</summary>
    [Theory, EachDatabase]
    public async Task ProductInvoicedWithoutAnOrder_CostsWhatItDidThen_AndCreditsComeOff(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var product = await ProductAsync(boreal, 12.5m);
        var job = await boreal.JobAsync();
        var line = new InvoiceLine.Values("Vinyle", 4, "m", 40, 0, boreal.TaxCode.Id, boreal.Income.Id);
        var ordered = Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
            new(job, await boreal.JobVersionAsync(job), product, "Vinyle", 2, "m", 40, 0, boreal.TaxCode.Id, boreal.Income.Id), default));
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(
            new(null, job, Lines: [new(null, InvoiceLineSource.Product, null, product, line), new(null, InvoiceLineSource.Job, ordered, product, line with { Quantity = 2 })]), default));
        await PriceAsync(boreal, product, 99);

        Assert.Equal(75m, (await boreal.ShowJobAsync(job)).Costs!.Material);
        var invoice = await boreal.FindAsync(id);
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, invoice.Version), default));
        var billed = (await CostsAsync(boreal, job)).Material.Single(m => m.Source == MaterialSource.Invoiced);
        Boreal.Require(await CorrectAsync(boreal, job, billed, 10));
        Assert.Equal(65m, (await boreal.ShowJobAsync(job)).Costs!.Material);
        Assert.Equal(0, (await boreal.VerifyAsync()).Found);

        Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(id, (await boreal.FindAsync(id)).Version, [new(billed.Id, 3, false)], false, "Retour", false), default));
        Assert.Equal(35m, (await boreal.ShowJobAsync(job)).Costs!.Material);
        Boreal.Require(await CorrectAsync(boreal, job, billed, 20));
        Assert.Equal(45m, (await boreal.ShowJobAsync(job)).Costs!.Material);
        Assert.Equal((await boreal.ShowJobAsync(job)).Costs, Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(new(new PageRequest()), default)).Rows.Single(r => r.Id == job).Costs);
    }

    /// <summary>A month of something that is sold by the year costs its share of it.</summary>
    [Theory, EachDatabase]
    public async Task ProductsBilledByAContract_CostTheirShareOfItsJob(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var product = await ProductAsync(boreal, 6);
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Encre", 12, 10) with { ProductId = product }, ContractBook.Line(boreal, "Filtre", 1, 1200) with { ProductId = product });
        await ContractBook.RunAsync(boreal);
        await PriceAsync(boreal, product, 99);

        var job = (await ContractBook.FindAsync(boreal, contract.Id)).JobId!.Value;
        Assert.Equal(3 * (6m + 0.5m), (await boreal.ShowJobAsync(job)).Costs!.Material);
    }

    [Theory, EachDatabase]
    public async Task Expenses_AreEnteredWithTheirBill_Changed_Removed_AndGoAlongWhenJobsAreMerged(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (job, other) = (await boreal.JobAsync("A"), await boreal.JobAsync("B"));
        await boreal.JobLineAsync(job, 1, 1000);
        await boreal.FileAsync(job, "facture.txt", "Sous-traitant");
        var bill = (await CostsAsync(boreal, job)).Documents.Single();
        var save = boreal.Portal.Get<SaveJobExpense>();
        Assert.Equal(["SpentOn", "Description", "Amount"], (await save.RunAsync(new(job, null, 0, null, " ", 0, null), default)).Refusals.Select(r => r.Field));
        Assert.Equal("DocumentId", (await save.RunAsync(new(other, null, 0, new(2026, 3, 1), "Grue", 5, bill.Id), default)).Refusal?.Field);
        var id = Boreal.Value(await save.RunAsync(new(job, null, 0, new(2026, 3, 1), "Grue", 300.005m, bill.Id), default));
        Boreal.Value(await save.RunAsync(new(job, null, 0, new(2026, 3, 2), "Remise", -50, null), default));
        Assert.Equal((250.01m, 749.99m), ((await boreal.ShowJobAsync(job)).Costs!.Expenses, (await boreal.ShowJobAsync(job)).Margin));
        Assert.Equal("facture.txt", (await CostsAsync(boreal, job)).Expenses.Single(e => e.Id == id).Document);

        Boreal.Require(await boreal.Portal.Get<MergeJobs>().RunAsync(new(job, await boreal.JobVersionAsync(job), other), default));

        Assert.Equal((250.01m, 0m), ((await boreal.ShowJobAsync(other)).Costs!.Expenses, (await boreal.ShowJobAsync(job)).Costs!.Total));
        Assert.Equal("JobFolders.IsMerged", (await save.RunAsync(new(job, null, 0, new(2026, 3, 1), "Tard", 5, null), default)).Refusal?.Code);
        var crane = (await CostsAsync(boreal, other)).Expenses.Single(e => e.Id == id);
        Boreal.Value(await save.RunAsync(new(other, id, crane.Version, crane.SpentOn, "Grue mobile", 310, crane.DocumentId), default));
        Assert.Equal(Refusal.Stale, (await boreal.Portal.Get<RemoveJobExpense>().RunAsync(new(id, crane.Version), default)).Refusal);
        Boreal.Require(await boreal.Portal.Get<RemoveJobExpense>().RunAsync(new(id, crane.Version + 1), default));
        Assert.Equal(-50m, (await boreal.ShowJobAsync(other)).Costs!.Total);
    }

    [Theory, EachDatabase]
    public async Task Costs_AreSeenOnlyByThoseWhoMay(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var product = await ProductAsync(boreal, 30);
        var job = await boreal.JobAsync();
        await boreal.JobLineAsync(job, 1, 100);
        boreal.Portal.User = TestUser.With(Permissions.JobsView, Permissions.JobsEdit, Permissions.CatalogView, Permissions.CatalogEdit, Permissions.TimesheetsView);

        var shown = await boreal.ShowJobAsync(job);
        Assert.Equal((null, null, 0m), (shown.Costs, shown.Margin, shown.Time.Cost));
        Assert.Null(Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(new(new PageRequest()), default)).Rows.Single().Costs);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowJobCosts>().RunAsync(new(job), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<SaveJobExpense>().RunAsync(new(job, null, 0, new(2026, 3, 1), "X", 1, null), default)).Refusal);
        var fields = Boreal.Value(await boreal.Portal.Get<ShowProduct>().RunAsync(product, default));
        Assert.Null(fields.Fields.PurchaseCost);
        Boreal.Value(await boreal.Portal.Get<SaveProduct>().RunAsync(new(product, fields.Version, fields.Fields with { PurchaseCost = 1 }), default));

        boreal.Portal.User = TestUser.Administrator;
        Assert.Equal(30m, Boreal.Value(await boreal.Portal.Get<ShowProduct>().RunAsync(product, default)).Fields.PurchaseCost);
    }

    /// <summary>An invoice may bill lines of several jobs: each counts its own.</summary>
    [Theory, EachDatabase]
    public async Task Earned_InTheList_IsThatOfThePage_AlsoOfInvoicesOverSeveralJobs(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (one, two) = (await boreal.JobAsync("A"), await boreal.JobAsync("B"));
        var (first, second) = (await boreal.JobLineAsync(one, 1, 100), await boreal.JobLineAsync(two, 1, 70));
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, one, [new(first, 1.5m), new(second, 2)]), default));

        var listed = Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(new(new PageRequest()), default)).Rows.ToDictionary(r => r.Id, r => r.Costs);

        Assert.Equal((150m, 140m), (listed[one]!.Earned, listed[two]!.Earned));
        Assert.Equal(((await boreal.ShowJobAsync(one)).Costs, (await boreal.ShowJobAsync(two)).Costs), (listed[one], listed[two]));
    }

    private static (string Code, string? Field) Of(Result result) => (result.Refusal!.Code, result.Refusal.Field);

    private static async Task<ShowJobCosts.Shown> CostsAsync(Boreal boreal, long job) => Boreal.Value(await boreal.Portal.Get<ShowJobCosts>().RunAsync(new(job), default));

    private static Task<Result> CorrectAsync(Boreal boreal, long job, ShowJobCosts.MaterialRow row, decimal cost) =>
        boreal.Portal.Get<SetLineCost>().RunAsync(new(job, row.Id, row.Source, row.Version, cost), default);

    private static async Task<long> ProductAsync(Boreal boreal, decimal cost) => Boreal.Value(await boreal.Portal.Get<SaveProduct>().RunAsync(
        new(null, 0, new ProductFields { LegalEntityId = boreal.Entity.Id, Code = "VIN", Name = new LocalText("Vinyle", "Vinyl"), UnitPrice = 40, PurchaseCost = cost, TaxCodeId = boreal.TaxCode.Id, GlAccountId = boreal.Income.Id }), default));

    private static async Task PriceAsync(Boreal boreal, long product, decimal cost)
    {
        await using var db = boreal.Portal.Open();
        (await db.Products.SingleAsync(p => p.Id == product)).PurchaseCost = cost;
        await db.SaveChangesAsync();
    }
}
