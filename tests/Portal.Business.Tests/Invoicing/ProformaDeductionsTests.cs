using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;
using static Portal.Business.Tests.Invoicing.DepositTests;

namespace Portal.Business.Tests.Invoicing;

/// <summary>The proforma that takes the last of a job when it is saved deducts the job's deposits: at most what it charges, once, and not against a person.</summary>
public sealed class ProformaDeductionsTests
{
    [Theory, EachDatabase]
    public async Task Proforma_WithADiscount_DeductsNoMoreThanItCharges(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var job = await boreal.JobAsync("Enseigne");
        var line = await boreal.JobLineAsync(job, 2, 250);
        var deposit = await DepositAsync(boreal, job, 50);
        await DraftAsync(boreal, job, new DraftInvoice.LineQuantity(line, 1));
        var id = await DraftAsync(boreal, job);
        var other = await DraftAsync(boreal, job);
        var discount = new DocumentDiscount(DiscountKind.Percent, 10);
        Boreal.Value(await SaveAsync(boreal, other, _ => [new(null, InvoiceLineSource.Text, null, null, boreal.InvoiceLine("Étude", 1, 250))], discount));

        Boreal.Value(await SaveAsync(boreal, id, _ => [New(boreal, line, 1, 250)], discount));

        var last = await boreal.FindAsync(id);
        Assert.Equal((-225m, 0m, 0m), (last.Lines.Single(l => l.DepositId == deposit.Id).Net, last.Net, last.Total));
        Assert.Equal(30m, (await boreal.FindAsync(deposit.Id)).Creditable);
        await BooksAreRightAsync(boreal);

        Boreal.Value(await SaveAsync(boreal, id, WithoutDeductions, discount));
        var like = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, null, LikeId: other), default)));
        Assert.Equal((-225m, 0m), (like.Lines.Single(l => l.DepositId == deposit.Id).Net, like.Net));
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Deduction_ThatAPersonRemoved_ReturnsOnlyWhereTheLastIsTakenAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var job = await boreal.JobAsync("Enseigne");
        var line = await boreal.JobLineAsync(job, 2, 500);
        var deposit = await DepositAsync(boreal, job, 30);
        var id = await DraftAsync(boreal, job);
        async Task<decimal> DeductedAsync(Func<Invoice, IEnumerable<ProformaLines.Line>> wanted)
        {
            Boreal.Value(await SaveAsync(boreal, id, wanted));
            return -(await boreal.FindAsync(id)).Lines.Where(l => l.DepositId == deposit.Id).Sum(l => l.Net);
        }

        Func<Invoice, IEnumerable<ProformaLines.Line>> Of(decimal quantity) => i => Kept(i).Select(l => l.JobLineId is null ? l : l with { Values = l.Values with { Quantity = quantity } });

        Assert.Equal(300m, await DeductedAsync(_ => [New(boreal, line, 2, 500)]));
        Assert.Equal(0m, await DeductedAsync(WithoutDeductions));
        Assert.Equal(0m, await DeductedAsync(Kept));
        Assert.Equal(0m, await DeductedAsync(Of(3)));
        Assert.Equal(0m, await DeductedAsync(Of(2)));
        Assert.Equal(0m, await DeductedAsync(Of(1)));
        Assert.Equal(300m, await DeductedAsync(Of(2)));
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task TwoProformas_ThatTakeTheLastAtOnce_AreToldApart_AndTheDepositIsDeductedOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var job = await boreal.JobAsync("Enseigne");
            var lines = new[] { await boreal.JobLineAsync(job, 1, 500), await boreal.JobLineAsync(job, 1, 500) };
            var deposit = await DepositAsync(boreal, job, 30);
            var drafted = attempt % 2 == 0 ? null : new[] { await DraftAsync(boreal, job), await DraftAsync(boreal, job) };
            async Task<Result> TakeAsync(int at) => drafted is null
                ? await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, job, [new(lines[at], 1)]), default)
                : await SaveAsync(boreal, drafted[at], _ => [New(boreal, lines[at], 1, 500)]);

            var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(at => Task.Run(() => TakeAsync(at))));

            foreach (var (result, at) in results.Select((r, at) => (r, at)).Where(r => !r.r.Succeeded))
            {
                Assert.Equal(Refusal.Stale, result.Refusal);
                Boreal.Require(await TakeAsync(at));
            }

            Assert.Equal(0m, (await boreal.FindAsync(deposit.Id)).Creditable);
        }

        await BooksAreRightAsync(boreal);
    }

    private static ProformaLines.Line New(Boreal boreal, long jobLine, decimal quantity, decimal price) =>
        new(null, InvoiceLineSource.Job, jobLine, null, boreal.InvoiceLine("Pose", quantity, price));

    private static IEnumerable<ProformaLines.Line> Kept(Invoice invoice) => invoice.Lines.OrderBy(l => l.Position).Select(l => new ProformaLines.Line(
        l.Id, l.Source, l.JobLineId, l.ProductId, new InvoiceLine.Values(l.Description, l.Quantity, l.Unit, l.UnitPrice, l.DiscountPercent, l.TaxCodeId, l.GlAccountId)));

    private static IEnumerable<ProformaLines.Line> WithoutDeductions(Invoice invoice) => Kept(invoice).Where(k => invoice.Lines.Single(l => l.Id == k.Id).DepositId is null);

    private static async Task<Result<int>> SaveAsync(Boreal boreal, long id, Func<Invoice, IEnumerable<ProformaLines.Line>> wanted, DocumentDiscount discount = default)
    {
        var invoice = await boreal.FindAsync(id);
        return await boreal.Portal.Get<SaveProforma>().RunAsync(
            new(id, invoice.Version, new Invoice.Head(boreal.Client.Id, "Travaux", "", null, null, null, null, null, false, Discount: discount), [.. wanted(invoice)]), default);
    }

    /// <summary>With nothing but these lines of the job.</summary>
    private static async Task<long> DraftAsync(Boreal boreal, long job, params DraftInvoice.LineQuantity[] lines) =>
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, job, lines), default));

    private static async Task<Invoice> DepositAsync(Boreal boreal, long job, decimal percent)
    {
        var id = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, percent, null), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new(id), default));
        return await boreal.FindAsync(id);
    }
}
