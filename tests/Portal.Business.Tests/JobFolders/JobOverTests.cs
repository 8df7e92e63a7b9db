using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.JobFolders;

/// <summary>Nothing is billed of a job that is over, and no deposit is forgotten in one.</summary>
public sealed class JobOverTests
{
    [Theory, EachDatabase]
    public async Task Job_WithAPlannedProforma_IsNeitherClosedNorCancelled_UntilItIsGone(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync(
            [boreal.QuoteLine("Pose", 1, 1000)], new ScheduleStage("", 30, StageTrigger.AtApproval), new ScheduleStage("", 70, StageTrigger.DaysAfterApproval, Days: 10));
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new ApproveQuote.Input(quote.Id, null, [], null, "", null, "", "", "", "Téléphone"), default));
        var planned = Assert.Single(await ProformasAsync(boreal));

        Assert.Equal(("JobFolders.ProformasWait", planned.ProformaNumber), Said(await MoveAsync(boreal, quote.JobId, JobStatus.Closed)));
        Assert.Equal(("JobFolders.ProformasWait", planned.ProformaNumber), Said(await MoveAsync(boreal, quote.JobId, JobStatus.Cancelled)));

        Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new(planned.Id, planned.Version), default));
        Boreal.Require(await MoveAsync(boreal, quote.JobId, JobStatus.Closed));
    }

    [Theory, EachDatabase]
    public async Task Job_OfWhichAProformaOfAnotherJobBillsLines_IsNotClosed(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, second) = (await boreal.JobAsync(), await boreal.JobAsync("Vitrine"));
        var (one, two) = (await boreal.JobLineAsync(first, 1, 100), await boreal.JobLineAsync(second, 2, 100));
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, first, [new(one, 1), new(two, 1)]), default));

        Assert.Equal("JobFolders.ProformasWait", (await MoveAsync(boreal, second, JobStatus.Closed)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Job_WithAnIssuedDeposit_IsNotCancelled_UntilItIsCredited(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        await boreal.JobLineAsync(job, 1, 1000);
        var id = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, 30, null), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new(id), default));
        var deposit = await boreal.FindAsync(id);

        Assert.Equal(("JobFolders.DepositsKeepOpen", deposit.Number), Said(await MoveAsync(boreal, job, JobStatus.Cancelled)));
        Assert.Equal(("JobFolders.DepositsKeepOpen", deposit.Number), Said(await MoveAsync(boreal, job, JobStatus.Closed)));

        Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new(id, (await boreal.FindAsync(id)).Version, null, false, "Annulé", false), default));
        Boreal.Require(await MoveAsync(boreal, job, JobStatus.Cancelled));
    }

    [Theory, EachDatabase]
    public async Task PlannedProforma_OfAJobThatIsOverAllTheSame_IsLeftToAPerson_UntilTheJobIsOpenAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 1000)], new ScheduleStage("", 100, StageTrigger.DaysAfterApproval, Days: 10));
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new ApproveQuote.Input(quote.Id, null, [], null, "", null, "", "", "", "Téléphone"), default));
        var planned = Assert.Single(await ProformasAsync(boreal));
        await using (var db = boreal.Portal.Open())
        {
            await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.Status, JobStatus.Cancelled));
        }

        boreal.Portal.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal((0, 1), await RunAsync());
        Assert.Equal((0, 1), await RunAsync());

        var parked = await boreal.FindAsync(planned.Id);
        Assert.Equal((true, Invoice.JobFinished, planned.Version + 1), (parked.IsProforma, parked.Attention, parked.Version));
        await using (var db = boreal.Portal.Open())
        {
            Assert.Empty(await db.OutgoingMessages.ToListAsync());
        }

        Boreal.Require(await boreal.Portal.Get<ReopenJob>().RunAsync(new(quote.JobId, await boreal.JobVersionAsync(quote.JobId)), default));
        Assert.Equal((1, 0), await RunAsync());
        Assert.Null((await boreal.FindAsync(planned.Id)).Attention);

        async Task<(int, int)> RunAsync() => Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new(), default)) is var run ? (run.Issued, run.NeedAttention) : default;
    }

    private static (string?, string?) Said(Result result) => (result.Refusal?.Code, result.Refusal?.Args[1] as string);

    private static async Task<Result> MoveAsync(Boreal boreal, long job, JobStatus status) =>
        await boreal.Portal.Get<MoveJob>().RunAsync(new MoveJob.Input(job, await boreal.JobVersionAsync(job), status), default);

    private static async Task<List<Invoice>> ProformasAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return await db.Invoices.AsNoTracking().Where(i => i.Number == null).ToListAsync();
    }
}
