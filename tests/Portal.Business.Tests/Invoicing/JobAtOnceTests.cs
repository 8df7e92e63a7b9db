using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Two clerks at the invoices of one job in the same second: what is invoiced is never more than what was ordered.</summary>
public sealed class JobAtOnceTests
{
    [Theory, EachDatabase]
    public async Task Drafts_OfAllThatIsLeft_NeverInvoiceItTwice(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        boreal.Portal.User = TestUser.With(Permissions.InvoicesEdit, Permissions.InvoicesView);
        var (jobId, lineId) = await JobAsync(boreal);

        var results = await AtOnceAsync(() => DraftAsync(boreal, jobId, lineId, 6), () => DraftAsync(boreal, jobId, lineId, 6));

        var refused = Assert.Single(results, r => !r.Succeeded);
        Assert.Contains(refused.Refusal!.Kind, new[] { RefusalKind.Conflict, RefusalKind.NotNow, RefusalKind.Invalid });
        Assert.Equal(6m, await InvoicedAsync(boreal, lineId));
        Assert.Equal("JobFolders.MoreThanLeft", (await DraftAsync(boreal, jobId, lineId, 6)).Refusal?.Code);
        Boreal.Require(await DraftAsync(boreal, jobId, lineId, 4));
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Edits_OfTwoProformasOfOneJob_NeverInvoiceMoreThanOrdered(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        boreal.Portal.User = TestUser.With(Permissions.InvoicesEdit, Permissions.InvoicesView);
        var (jobId, lineId) = await JobAsync(boreal);
        var first = Boreal.Value(await DraftAsync(boreal, jobId, lineId, 2));
        var second = Boreal.Value(await DraftAsync(boreal, jobId, lineId, 2));

        var results = await AtOnceAsync(() => EditAsync(boreal, first, 7), () => EditAsync(boreal, second, 7));

        Assert.Single(results, r => r.Succeeded);
        Assert.Equal(9m, await InvoicedAsync(boreal, lineId));
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Drafts_OfDifferentLinesOfOneJob_AtOnce_BothCountInWhatIsLeft(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (jobId, lineId) = await JobAsync(boreal);
        var other = await boreal.JobLineAsync(jobId, 5, 30);

        var results = await AtOnceAsync(() => DraftAsync(boreal, jobId, lineId, 4), () => DraftAsync(boreal, jobId, other, 5));

        Assert.All(results, r => Assert.True(r.Succeeded));
        var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(new(new PageRequest(), ToInvoice: true), default)).Rows);
        Assert.Equal((jobId, 1150m, 600m), (row.Id, row.Ordered, row.ToInvoice));
        await BooksAreRightAsync(boreal);
        boreal.Portal.User = TestUser.Administrator;
        Boreal.Require(await DraftAsync(boreal, jobId, lineId, 6));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(new(new PageRequest(), ToInvoice: true), default)).Rows);
    }

    [Theory, EachDatabase]
    public async Task WhatIsLeftOfAJob_Falsified_IsFoundByVerify(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (jobId, _) = await JobAsync(boreal);
        await BooksAreRightAsync(boreal);
        await using var db = boreal.Portal.Open();
        await db.Jobs.Where(j => j.Id == jobId).ExecuteUpdateAsync(set => set.SetProperty(j => j.LeftNet, 900m).SetProperty(j => j.OrderedNet, 1100m));

        var found = Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences;

        Assert.Equal(["JobKnowsWhatIsLeftOfItsLines", "JobOrderIsSumOfItsLines"], found.Select(d => d.Key).Order(StringComparer.Ordinal));
        Assert.All(found, d => Assert.Equal("D-1", d.Document));
    }

    private static async Task<(long JobId, long LineId)> JobAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var job = new Job(boreal.Entity.Id, boreal.Client.Id, "D-1", "Travaux", "CAD", boreal.Portal.Clock.GetUtcNow().UtcDateTime);
        var line = new JobLine { Description = "Pose", Quantity = 10, Unit = "h", UnitPrice = 100, TaxCodeId = boreal.TaxCode.Id, GlAccountId = boreal.Income.Id }.Priced();
        job.Order(line);
        db.Add(job);
        await db.SaveChangesAsync();
        return (job.Id, line.Id);
    }

    private static Task<Result<long>> DraftAsync(Boreal boreal, long jobId, long lineId, decimal quantity) =>
        boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, jobId, [new DraftInvoice.LineQuantity(lineId, quantity)]), default);

    private static async Task<Result<int>> EditAsync(Boreal boreal, long id, decimal quantity)
    {
        var invoice = await boreal.FindAsync(id);
        var line = invoice.Lines.Single();
        return await boreal.Portal.Get<SaveProforma>().RunAsync(
            new(id, invoice.Version, new Invoice.Head(boreal.Client.Id, "Travaux", "", null, null, null, null, null, false),
                [new ProformaLines.Line(line.Id, line.Source, line.JobLineId, null, boreal.InvoiceLine("Pose", quantity, 100))]), default);
    }

    private static async Task<decimal> InvoicedAsync(Boreal boreal, long lineId)
    {
        await using var db = boreal.Portal.Open();
        return await db.Set<JobLine>().Where(l => l.Id == lineId).Select(l => l.InvoicedQuantity).SingleAsync();
    }

    private static async Task<Result[]> AtOnceAsync<T>(params Func<Task<Result<T>>>[] acts) =>
        await Task.WhenAll(acts.Select(act => Task.Run(async () => (Result)await act())));

    private static async Task BooksAreRightAsync(Boreal boreal)
    {
        boreal.Portal.User = SystemUser.Instance;
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }
}
