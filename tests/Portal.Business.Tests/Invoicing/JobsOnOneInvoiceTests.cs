using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Quotes;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Each of the jobs that an invoice bills shows what is its own of it.</summary>
public sealed class JobsOnOneInvoiceTests
{
    [Theory, EachDatabase]
    public async Task Jobs_OnOneInvoice_EachCountTheirLinesAndTheirShareOfWhatIsPaid(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, second) = (await boreal.JobAsync("Enseigne"), await boreal.JobAsync("Vitrine"));
        var (one, two) = (await boreal.JobLineAsync(first, 3, 100), await boreal.JobLineAsync(second, 1, 100));
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, first, [new(one, 3), new(two, 1)]), default));
        Assert.Equal((0m, 300m, 1), Figures(await boreal.ShowJobAsync(first), v => v.OnProformas));
        Assert.Equal((0m, 100m, 1), Figures(await boreal.ShowJobAsync(second), v => v.OnProformas));

        Boreal.Require(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, (await boreal.FindAsync(id)).Version), default));
        Boreal.Value(await boreal.Portal.Get<RecordPayment>().RunAsync(
            new RecordPayment.Input(
                Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Cheque, 100.01m, "CAD", boreal.Entity.Today(boreal.Portal.Clock), "", "", [new Share(id, 100.01m)]), default));

        var (a, b) = (await boreal.ShowJobAsync(first), await boreal.ShowJobAsync(second));
        Assert.Equal((300m, 75.01m, 1), Figures(a, v => v.Paid));
        Assert.Equal((100m, 25.00m, 1), Figures(b, v => v.Paid));
        Assert.Equal((await boreal.FindAsync(id)).Balance, a.Due + b.Due);
        Assert.Equal((1, 1), (a.Counts.Payments, b.Counts.Payments));
        Assert.Equal(id, Assert.Single(b.InvoiceRows).Id);
        Assert.Equal(id, Assert.Single(Boreal.Value(await boreal.Portal.Get<ListInvoices>().RunAsync(new(JobId: second), new PageRequest(), default)).Page.Rows).Id);
        Assert.Single(Boreal.Value(await boreal.Portal.Get<ListPayments>().RunAsync(new(new PageRequest(), JobId: second), default)).Page.Rows);
        Assert.Equal(second, Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default)).OtherJobs!).Id);
    }

    [Theory, EachDatabase]
    public async Task Jobs_OnOneInvoice_Merged_CountItOnceAndWhole(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, second) = (await boreal.JobAsync("Enseigne"), await boreal.JobAsync("Vitrine"));
        var (one, two) = (await boreal.JobLineAsync(first, 3, 100), await boreal.JobLineAsync(second, 1, 100));
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, first, [new(one, 3), new(two, 1)], Issue: true), default));

        Boreal.Require(await boreal.Portal.Get<MergeJobs>().RunAsync(new MergeJobs.Input(first, await boreal.JobVersionAsync(first), second), default));

        var (kept, emptied) = (await boreal.ShowJobAsync(second), await boreal.ShowJobAsync(first));
        Assert.Equal((400m, 400m, 1), Figures(kept, v => v.Ordered));
        Assert.Equal((0m, 0m, 0), Figures(emptied, v => v.Due));
        Assert.Equal((await boreal.FindAsync(id)).Balance, kept.Due);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default)).OtherJobs!);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    private static (decimal Invoiced, decimal Other, int Invoices) Figures(JobView view, Func<JobView, decimal> other) => (view.Invoiced, other(view), view.Invoices);
}
