using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Quotes;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>A job without a quote is invoiced in stages by percentage or amount: together they come to what was ordered.</summary>
public sealed class JobPartTests
{
    [Theory, EachDatabase]
    public async Task Parts_ByPercentAmountAndAmountWithTax_ThenTheRest_ComeToTheOrder(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await JobAsync(boreal, (1, 1000m), (3, 33.33m), (7, 0.335m));

        var first = await FindAsync(boreal, Boreal.Value(await PartAsync(boreal, job, StageMeasure.Percent, 30)));
        var second = await FindAsync(boreal, Boreal.Value(await PartAsync(boreal, job, StageMeasure.Amount, 333.33m)));
        var third = await FindAsync(boreal, Boreal.Value(await PartAsync(boreal, job, StageMeasure.AmountWithTax, 200m)));
        var rest = await FindAsync(boreal, Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job), default)));

        Assert.Equal((330.70m, 333.33m), (first.Net, second.Net));
        Assert.InRange(third.Total, 199.98m, 200m);
        Assert.Equal(1102.34m, first.Net + second.Net + third.Net + rest.Net);
        Assert.Contains("300,00", first.Lines[0].Description, StringComparison.Ordinal);
        await using var db = boreal.Portal.Open();
        var left = await db.Set<JobLine>().Where(l => l.JobId == job).ToListAsync();
        Assert.All(left, l => Assert.Equal((0m, 0m), (l.QuantityToInvoice, l.NetToInvoice)));
        Assert.Equal(0m, (await db.Jobs.SingleAsync(j => j.Id == job)).LeftNet);
        Assert.Equal("Invoicing.NothingLeftOfJob", (await PartAsync(boreal, job, StageMeasure.Percent, 1)).Refusal?.Code);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Part_ThatIsTooMuchTooLittleOrNotMine_IsRefusedAtItsField(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await JobAsync(boreal, (1, 100m));
        Boreal.Value(await PartAsync(boreal, job, StageMeasure.Amount, 60m));

        async Task<(string, string?)> RefusedAsync(StageMeasure measure, decimal size)
        {
            var refusal = (await PartAsync(boreal, job, measure, size)).Refusal!;
            return (refusal.Code, refusal.Field);
        }

        Assert.Equal(("Invoicing.MoreThanLeftOfJob", "Size"), await RefusedAsync(StageMeasure.Amount, 40.01m));
        Assert.Equal(("Invoicing.MoreThanLeftOfJob", "Size"), await RefusedAsync(StageMeasure.Percent, 41));
        Assert.Equal(("Invoicing.MoreThanLeftOfJob", "Size"), await RefusedAsync(StageMeasure.AmountWithTax, 46.00m));
        Assert.Equal(("Invoicing.DepositPercentOutOfRange", "Size"), await RefusedAsync(StageMeasure.Percent, 100.01m));
        Assert.Equal(("Invoicing.DepositAmountOutOfRange", "Size"), await RefusedAsync(StageMeasure.Amount, 1.005m));
        Assert.Equal("Size", (await RefusedAsync(StageMeasure.Rest, 1)).Item2);
        var all = await FindAsync(boreal, Boreal.Value(await PartAsync(boreal, job, StageMeasure.AmountWithTax, 45.99m)));
        Assert.Equal((40m, 45.99m), (all.Net, all.Total));
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView);
        Assert.Equal(Refusal.Forbidden, (await PartAsync(boreal, job, StageMeasure.Percent, 10)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Parts_ByTwoAtOnce_NeverInvoiceMoreThanWasOrdered(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await JobAsync(boreal, (1, 100m), (2, 50m));

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => PartAsync(boreal, job, StageMeasure.Amount, 120m))));

        Assert.Single(results, r => r.Succeeded);
        await using var db = boreal.Portal.Open();
        Assert.Equal(80m, (await db.Jobs.SingleAsync(j => j.Id == job)).LeftNet);
    }

    [Fact]
    public void Parts_OfAnyJob_AddUpAndNeverExceedALine() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Cases().ToArbitrary(), drawn =>
        {
            var job = new Job(1, 1, "D-1", "Travaux", "CAD", new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc));
            foreach (var (quantity, cents) in drawn.Lines)
            {
                job.Order(new JobLine { Description = "Pose", Quantity = quantity, UnitPrice = cents / 1000m }.Priced());
            }

            var billed = 0m;
            foreach (var (measure, size) in drawn.Parts)
            {
                var invoice = new Invoice(InvoiceKind.Invoice, 1, 1, 1, "fr-CA", "CAD", job.CreatedAt);
                if (new JobPart(measure, size).Fill(invoice, job, new TaxTable([]), new DateOnly(2026, 3, 2)).Count == 0)
                {
                    billed += invoice.Lines.Sum(l => l.Net);
                    Assert.Equal(measure == StageMeasure.Percent ? Money.Round(job.Lines.Sum(l => l.Net) * size / 100) : size, invoice.Lines.Sum(l => l.Net));
                }

                Assert.Equal(billed, job.Lines.Sum(l => l.InvoicedNet));
                Assert.All(job.Lines, l => Assert.True(l.InvoicedNet >= 0 && l.InvoicedNet <= l.Net && l.InvoicedQuantity <= l.Quantity));
            }
        }));

    private static Gen<(List<(int Quantity, int Cents)> Lines, List<(StageMeasure Measure, decimal Size)> Parts)> Cases() =>
        from lines in (from quantity in Gen.Choose(1, 20) from cents in Gen.Choose(1, 900_000) select (quantity, cents)).ListOf(4)
        from parts in (
            from percent in Gen.Choose(0, 1)
            from size in Gen.Choose(1, 4_000)
            select percent == 0 ? (StageMeasure.Percent, size / 100m) : (StageMeasure.Amount, size * 10 / 100m)).ListOf(6)
        select (lines.ToList(), parts.ToList());

    private static Task<Result<long>> PartAsync(Boreal boreal, long job, StageMeasure measure, decimal size) =>
        boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, Part: new JobPart(measure, size)), default);

    private static Task<Invoice> FindAsync(Boreal boreal, long id) => boreal.FindAsync(id);

    private static async Task<long> JobAsync(Boreal boreal, params (decimal Quantity, decimal Price)[] lines)
    {
        var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Travaux"), default));
        foreach (var (quantity, price) in lines)
        {
            await using var db = boreal.Portal.Open();
            var version = await db.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
            Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(new AddJobLine.Input(job, version, null, "Pose", quantity, "", price, 0, boreal.TaxCode.Id, boreal.Income.Id), default));
        }

        return job;
    }
}
