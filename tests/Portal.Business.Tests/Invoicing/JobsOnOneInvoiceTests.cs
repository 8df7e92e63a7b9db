using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Quotes;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

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
        Assert.Equal(second, Assert.Single(Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default)).Work.OtherJobs).Id);
    }

    [Theory, EachDatabase]
    public async Task RestOfALine_AfterAnAmountWasCreditedOfSeveralJobs_IsAQuantityAtItsPrice(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, second) = (await boreal.JobAsync("Enseigne"), await boreal.JobAsync("Vitrine"));
        var (one, two) = (await boreal.JobLineAsync(first, 10, 100), await boreal.JobLineAsync(second, 1, 100));
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, first, [new(one, 4), new(two, 1)], Issue: true), default));
        await CreditAsync(boreal, id, new CreditAmount(42, false));

        var rest = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, first), default));

        await using var db = boreal.Portal.Open();
        Assert.Equal([(6m, 100m, 600m)], (await db.Invoices.Where(i => i.Id == rest).SelectMany(i => i.Lines).ToListAsync()).Where(l => l.IsPriced).Select(l => (l.Quantity, l.UnitPrice, l.Net)));
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
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default)).Work.OtherJobs);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Credit_ByAmount_IsSharedOverTheJobs_ToTheCent_AndWhatIsLeftIsOwedWhereItIs(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, second, third, id) = await ThreeJobsAsync(boreal);

        await CreditAsync(boreal, id, new CreditAmount(100m, false));
        Assert.Equal((166.66m, 83.34m, 50.00m), (await Invoiced(first), await Invoiced(second), await Invoiced(third)));
        var lines = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(await NoteAsync(boreal, id)), default)).Lines;
        Assert.Equal([55.56m, 27.77m, 16.67m], lines.Select(l => l.LineNet).OrderDescending());
        Assert.Contains(lines, l => l.Values.Description.Contains("Vitrine", StringComparison.Ordinal));

        // The whole of one job: nothing is owed there any more, and what the others owe is what is left of them.
        var line = Boreal.Value(await boreal.Portal.Get<ShowCreditable>().RunAsync(new(id), default)).Lines.Single(l => l.Description == "Lettrage");
        await CreditAsync(boreal, id, new CreditAmount(line.NetLeft, false, line.LineId));
        Assert.Equal((166.66m, 83.34m, 0m), (await Invoiced(first), await Invoiced(second), await Invoiced(third)));
        var due = new[] { await Due(first), await Due(second), await Due(third) };
        Assert.Equal(0m, due[2]);
        Assert.Equal((await boreal.FindAsync(id)).Balance, due.Sum());
        Assert.InRange(due[0] - (2 * due[1]), -0.05m, 0.05m);

        // An amount counts where something is left.
        await CreditAsync(boreal, id, new CreditAmount(30m, false));
        Assert.Equal((220m, 0m), (await Invoiced(first) + await Invoiced(second), await Invoiced(third)));
        await CreditAsync(boreal, id, null);
        Assert.Equal((0m, 0m, 0m), (await Invoiced(first), await Invoiced(second), await Invoiced(third)));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);

        async Task<decimal> Invoiced(long job) => (await boreal.ShowJobAsync(job)).Invoiced;
        async Task<decimal> Due(long job) => (await boreal.ShowJobAsync(job)).Due;
    }

    [Theory, EachDatabase]
    public async Task Timeline_OfEveryJob_HasWhatHappenedToTheInvoiceOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, second, _, id) = await ThreeJobsAsync(boreal);
        var other = await boreal.JobAsync("Autre");
        Boreal.Value(await boreal.Portal.Get<RecordPayment>().RunAsync(
            new RecordPayment.Input(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Cheque, 50m, "CAD", boreal.Entity.Today(boreal.Portal.Clock), "", "", [new Share(id, 50m)]), default));
        await CreditAsync(boreal, id, new CreditAmount(10m, true));

        var expected = (await boreal.TimelineAsync(first)).Where(Matters).Select(r => r.Id).ToList();
        Assert.True(expected.Count >= 5, "drafted, issued, paid, credited, and the credit note issued");
        Assert.Equal(expected, (await boreal.TimelineAsync(second)).Where(Matters).Select(r => r.Id));
        Assert.Equal(expected.Count, (await boreal.TimelineAsync(second, TimelineKind.Event)).Count(Matters));
        Assert.DoesNotContain(await boreal.TimelineAsync(other), Matters);

        static bool Matters(TimelineRow row) => row.Subject.Type is "Invoice" or "Payment";
    }

    [Theory, EachDatabase]
    public async Task Timeline_OfAJob_HasNoPaymentOfWhatOtherJobsOweAlone(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, second, _, shared) = await ThreeJobsAsync(boreal);
        var line = await boreal.JobLineAsync(first, 1, 500, "Autre chose");
        var alone = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, first, [new(line, 1)], Issue: true), default));

        // One payment pays what the first job owes alone, and later, of what is left of it, the invoice that bills both.
        var payment = Boreal.Value(await boreal.Portal.Get<RecordPayment>().RunAsync(
            new RecordPayment.Input(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Cheque, 150m, "CAD", boreal.Entity.Today(boreal.Portal.Clock), "", "", [new Share(alone, 100m)]), default));
        boreal.Portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.DoesNotContain(await boreal.TimelineAsync(second), r => r.Subject.Type == "Payment");
        await using (var db = boreal.Portal.Open())
        {
            var version = await db.Payments.Where(p => p.Id == payment.PaymentId).Select(p => p.Version).SingleAsync();
            Boreal.Require(await boreal.Portal.Get<AllocateCredit>().RunAsync(new(payment.PaymentId, [new Share(shared, 50m)], version), default));
        }

        Assert.Equal(2, (await boreal.TimelineAsync(first)).Count(r => r.Subject.Type == "Payment"));
        Assert.Single(await boreal.TimelineAsync(second), r => r.Subject.Type == "Payment");
    }

    [ToolFact("pdftotext")]
    public async Task Document_OverSeveralJobs_NamesEachOfThem()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var (_, _, _, id) = await ThreeJobsAsync(boreal);
        var text = await TextAsync(id);

        Assert.Equal("Enseigne, Vitrine, Lettrage", (await boreal.FindAsync(id)).Title);
        DocumentText.InThisOrder(text, "Dossiers J-", "· Enseigne", "· Vitrine", "· Lettrage", "Description");
        await CreditAsync(boreal, id, new CreditAmount(10m, true));
        Assert.Contains("Dossiers J-", await TextAsync(await NoteAsync(boreal, id)), StringComparison.Ordinal);

        var one = await boreal.JobAsync("Seul");
        var alone = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, one, [new(await boreal.JobLineAsync(one, 1, 10), 1)]), default));
        Assert.DoesNotContain("Dossiers", await TextAsync(alone), StringComparison.Ordinal);

        async Task<string> TextAsync(long invoice)
        {
            var opened = Boreal.Value(await boreal.Portal.Get<OpenInvoiceDocument>().RunAsync(new(invoice), default));
            return DocumentText.Flat(opened.Bytes);
        }
    }

    /// <summary>222.22, 111.11 and 66.67 before tax.</summary>
    private static async Task<(long First, long Second, long Third, long Invoice)> ThreeJobsAsync(Boreal boreal)
    {
        var (first, second, third) = (await boreal.JobAsync("Enseigne"), await boreal.JobAsync("Vitrine"), await boreal.JobAsync("Lettrage"));
        var (one, two, three) = (await boreal.JobLineAsync(first, 1, 222.22m), await boreal.JobLineAsync(second, 1, 111.11m), await boreal.JobLineAsync(third, 1, 66.67m, "Lettrage"));
        return (first, second, third, Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(
            new DraftInvoice.Input(null, first, [new(one, 1), new(two, 1), new(three, 1)], Issue: true), default)));
    }

    private static async Task CreditAsync(Boreal boreal, long id, CreditAmount? amount)
    {
        Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(id, (await boreal.FindAsync(id)).Version, null, GiveBackQuantities: false, "Geste commercial", Send: false, amount), default));
    }

    private static async Task<long> NoteAsync(Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        return await db.Invoices.Where(i => i.OriginalId == id).Select(i => i.Id).SingleAsync();
    }

    private static (decimal Invoiced, decimal Other, int Invoices) Figures(JobView view, Func<JobView, decimal> other) => (view.Invoiced, other(view), view.Invoices);
}
