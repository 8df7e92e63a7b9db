using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Discounts and returns, which are ordered at a price below zero, are invoiced with all that is left.</summary>
public sealed class NegativeLineTests
{
    [Theory, EachDatabase]
    public async Task AllThatIsLeft_TakesDiscountsAndReturns_ToTheCent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        await boreal.JobLineAsync(job, 10, 33.333m, "Pose");
        var discount = await boreal.JobLineAsync(job, 3, -7.335m, "Rabais");
        await boreal.JobLineAsync(job, 1, -25.5m, "Reprise");

        Assert.Equal(-7.34m, (await boreal.FindAsync(Boreal.Value(await DraftAsync(boreal, job, new DraftInvoice.LineQuantity(discount, 1))))).Net);
        var rest = await boreal.FindAsync(Boreal.Value(await DraftAsync(boreal, job)));

        Assert.Equal([333.33m, -14.67m, -25.5m], rest.Lines.OrderBy(l => l.Position).Select(l => l.LineNet));
        Assert.Equal(0m, (await boreal.ShowJobAsync(job)).ToInvoice);
        Assert.All((await boreal.ShowJobAsync(job)).Lines, l => Assert.Equal(0m, l.ToInvoice));
    }

    [Theory, EachDatabase]
    public async Task Stage_WithADiscount_LeavesNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var stage = Boreal.Value(await boreal.Portal.Get<SaveJobStage>().RunAsync(new SaveJobStage.Input(job, null, 0, "Pose", null, null), default));
        foreach (var (price, name) in new[] { (100m, "Pose"), (-20m, "Rabais") })
        {
            Boreal.Require(await boreal.Portal.Get<PutLineInStage>().RunAsync(new PutLineInStage.Input(await boreal.JobLineAsync(job, 1, price, name), stage), default));
        }

        var invoice = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<InvoiceStage>().RunAsync(new InvoiceStage.Input(stage), default)));

        Assert.Equal([100m, -20m], invoice.Lines.OrderBy(l => l.Position).Select(l => l.LineNet));
        Assert.Equal(0m, (await boreal.ShowJobAsync(job)).ToInvoice);
    }

    private static Task<Result<long>> DraftAsync(Boreal boreal, long job, params DraftInvoice.LineQuantity[] lines) =>
        boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, lines.Length == 0 ? null : lines), default);
}
