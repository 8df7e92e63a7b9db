using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.PrepaidHours;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

/// <summary>Time by the hour on the lines of a request or a visit, invoiced from there without a quote.</summary>
public sealed class WorkHoursTests
{
    [Theory, EachDatabase]
    public async Task PrepaidHours_OfARequestThatManyInvoiceAtOnce_OpenOneAccount(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var product = await boreal.HourProductAsync(months: 12);
        var request = await boreal.RequestAsync(Hours(boreal, product, 10));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => boreal.Portal.Get<InvoiceRequest>().RunAsync(new(request.Id), default))));

        await using var db = boreal.Portal.Open();
        var pack = await db.HoursPacks.SingleAsync();
        Assert.Equal((600, new DateOnly(2027, 3, 1), false), (pack.BalanceMinutes, pack.ExpiresOn!.Value, pack.BillsDelivered));
        Assert.Equal((HoursMovementKind.Bought, 600), await db.HoursMovements.Select(m => new ValueTuple<HoursMovementKind, int>(m.Kind, m.Minutes)).SingleAsync());
        Assert.Equal(900m, await db.Invoices.SumAsync(i => i.Net));
        Assert.Equal(600, Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowJob>().RunAsync(new(request.JobId), default)).Lines).Hours!.Left);

        // Nothing of it is invoiced any more and nobody used it: it leaves the job with its account.
        Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new(await db.Invoices.Select(i => i.Id).SingleAsync(), 0), default));
        var version = await db.Jobs.Where(j => j.Id == request.JobId).Select(j => j.Version).SingleAsync();
        Boreal.Require(await boreal.Portal.Get<WithdrawJobLine>().RunAsync(new(request.JobId, version, pack.JobLineId), default));
        Assert.False(await db.HoursPacks.AnyAsync());
    }

    [Theory, EachDatabase]
    public async Task PrepaidHours_SoldOnAVisit_OpenTheirAccountWithItsInvoice(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var product = await scene.Boreal.HourProductAsync();
        Boreal.Require(await scene.StartAsync());
        Boreal.Require(await scene.PartAsync(product.Id, quantity: 5));
        Boreal.Require(await scene.FinishAsync());
        var key = Guid.NewGuid();

        Boreal.Value(await scene.Portal.Get<InvoiceVisit>().RunAsync(new(scene.VisitId, key), default));
        Boreal.Value(await scene.Portal.Get<InvoiceVisit>().RunAsync(new(scene.VisitId, key), default));

        await using var db = scene.Portal.Open();
        Assert.Equal(300, (await db.HoursPacks.SingleAsync()).BalanceMinutes);
    }

    [Theory, EachDatabase]
    public async Task DeliveredTime_OfARequest_IsABudgetOfTheJob_AndNothingOfItIsInvoiced(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var product = await boreal.HourProductAsync(policy: HoursPolicy.Delivered, code: "REGIE");
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175), Hours(boreal, product, 4));

        var invoice = Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new(request.Id), default));

        Assert.Equal(175m, (await boreal.FindAsync(invoice)).Net);
        var job = Boreal.Value(await boreal.Portal.Get<ShowJob>().RunAsync(new(request.JobId), default));
        var line = job.Lines.Single(l => l.BillsDelivered);
        Assert.Equal((4m, 0m, 240, 0m), (line.Quantity, line.ToInvoice, line.Hours!.Left, job.ToInvoice));
        Assert.All((await boreal.ReloadAsync(request.Id)).Lines, l => Assert.Equal(WorkLineState.Ordered, l.State));
        Assert.Equal("Interventions.NothingToBill", (await boreal.Portal.Get<InvoiceRequest>().RunAsync(new(request.Id), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task DeliveredTime_Alone_MakesNoInvoice_AndSaysWhatToDo(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var product = await boreal.HourProductAsync(policy: HoursPolicy.Delivered, code: "REGIE");
        var request = await boreal.RequestAsync(Hours(boreal, product, 4));

        var refused = (await boreal.Portal.Get<InvoiceRequest>().RunAsync(new(request.Id), default)).Refusal!;

        Assert.Equal("Interventions.BilledAsDelivered", refused.Code);
        Assert.Equal(WorkLineState.Open, (await boreal.ReloadAsync(request.Id)).Lines[0].State);
        Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new(request.Id), default));
        await using var db = boreal.Portal.Open();
        Assert.Equal((0, 0), (await db.HoursPacks.CountAsync(), await db.Invoices.CountAsync()));
    }

    private static WorkLine.Values Hours(Boreal boreal, Product product, decimal quantity) =>
        boreal.Line("Assistance", quantity, 90) with { ProductId = product.Id, Unit = "h" };
}
