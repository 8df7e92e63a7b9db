using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Integrity;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.JobFolders;

public sealed class CorrectJobLineTests
{
    [Theory, EachDatabase]
    public async Task Line_CorrectedBeforeAnythingIsInvoiced_ChangesTheOrderAndSaysWhy(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 10, 100);

        Boreal.Require(await CorrectAsync(boreal, job, line, 8, 90));

        var shown = await boreal.ShowJobAsync(job);
        Assert.Equal((720m, 720m, 8m, 90m), (shown.Ordered, shown.ToInvoice, shown.Lines.Single().ToInvoice, shown.Lines.Single().UnitPrice));
        Assert.Contains(await boreal.TimelineAsync(job), r => r.Text.Contains("Erreur de saisie", StringComparison.Ordinal) && r.Text.Contains("Pose", StringComparison.Ordinal));
        Assert.Equal(720m, (await boreal.FindAsync(await InvoiceAsync(boreal, job))).Net);
        Assert.Empty((await boreal.VerifyAsync()).Findings);
    }

    [Theory, EachDatabase]
    public async Task Line_InvoicedInPart_GoesNotBelowThat_AndKeepsItsPrice(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 10, 100);
        await InvoiceAsync(boreal, job, (line, 4));

        Assert.Equal(("JobFolders.LessThanInvoiced", "Quantity"), Of(await CorrectAsync(boreal, job, line, 3.9m, 100)));
        Assert.Equal(("JobFolders.PriceIsInvoiced", "UnitPrice"), Of(await CorrectAsync(boreal, job, line, 10, 101)));
        Assert.Equal(("Common.Required", "Reason"), Of(await CorrectAsync(boreal, job, line, 9, 100, " ")));
        Boreal.Require(await CorrectAsync(boreal, job, line, 6, 100));
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView, Permissions.InvoicesEdit, Permissions.JobsView, Permissions.JobsEdit);
        Assert.Equal("JobFolders.MoreThanLeft", (await DraftAsync(boreal, job, (line, 3))).Refusal?.Code);
        await InvoiceAsync(boreal, job, (line, 2));

        var shown = await boreal.ShowJobAsync(job);
        Assert.Equal((600m, 0m, 6m), (shown.Ordered, shown.ToInvoice, shown.Lines.Single().Invoiced));
        Boreal.Require(await CorrectAsync(boreal, job, line, 7, 100));
        Assert.Equal(100m, (await boreal.ShowJobAsync(job)).ToInvoice);
        boreal.Portal.User = TestUser.Administrator;
        Assert.Empty((await boreal.VerifyAsync()).Findings);
    }

    [Theory, EachDatabase]
    public async Task LineOfAQuote_Corrected_LeavesTheQuoteAsItWasApproved(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Enseigne", 2, 500)]);
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new ApproveQuote.Input(quote.Id, null, [], null, "Marie Roy", null, "", "", "", "par téléphone"), default));
        var line = (await boreal.ShowJobAsync(quote.JobId)).Lines.Single();

        Boreal.Require(await CorrectAsync(boreal, quote.JobId, line.Id, 3, 500));

        await using var db = boreal.Portal.Open();
        var after = await db.Quotes.Include(q => q.Lines).SingleAsync(q => q.Id == quote.Id);
        Assert.Equal((1000m, 2m), (after.Net, after.Lines.Single().Quantity));
        Assert.Equal((1500m, 500m), ((await boreal.ShowJobAsync(quote.JobId)).Ordered, (await boreal.ShowJobAsync(quote.JobId)).ToInvoice));
    }

    [Theory, EachDatabase]
    public async Task Job_WithSomethingLeft_IsNotInvoiced_AndIsOpenAgainWhenMoreIsOrdered(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 10, 100);
        await InvoiceAsync(boreal, job, (line, 4));

        var refusal = (await MoveAsync(boreal, job)).Refusal!;
        Assert.Equal("JobFolders.LeftToInvoice", refusal.Code);
        Boreal.Require(await CorrectAsync(boreal, job, line, 4, 100));
        Boreal.Require(await MoveAsync(boreal, job));
        Boreal.Require(await CorrectAsync(boreal, job, line, 5, 100));

        Assert.Equal((JobStatus.InProgress, 100m), ((await boreal.ShowJobAsync(job)).Status, (await boreal.ShowJobAsync(job)).ToInvoice));
    }

    /// <summary>300 paid in advance: were the order to end at what is invoiced, no invoice could ever deduct them.</summary>
    [Theory, EachDatabase]
    public async Task Order_GoesNotBelowADepositThatNothingDeducts_AndSuchAJobIsNotInvoiced(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 10, 100);
        var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, 30, null), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default));
        await InvoiceAsync(boreal, job, (line, 6));
        boreal.Portal.User = TestUser.With(Permissions.JobsView, Permissions.JobsEdit);

        Assert.Equal(("JobFolders.DepositAboveLeft", "Quantity"), Of(await CorrectAsync(boreal, job, line, 6, 100)));
        Boreal.Require(await CorrectAsync(boreal, job, line, 9, 100));
        boreal.Portal.User = TestUser.Administrator;
        Boreal.Require(await CorrectAsync(boreal, job, line, 6, 100));
        Assert.Equal("JobFolders.DepositsOpen", (await MoveAsync(boreal, job)).Refusal?.Code);
        Boreal.Require(await CorrectAsync(boreal, job, line, 10, 100));
        var rest = await boreal.FindAsync(await InvoiceAsync(boreal, job));
        Assert.Equal(100m, rest.Net);
        Boreal.Require(await MoveAsync(boreal, job));
    }

    [Theory, EachDatabase]
    public async Task LineUnderADeposit_IsNeitherWithdrawnNorMoved(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (job, other) = (await boreal.JobAsync(), await boreal.JobAsync());
        var line = await boreal.JobLineAsync(job, 10, 100);
        var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, 30, null), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default));
        boreal.Portal.User = TestUser.With(Permissions.JobsView, Permissions.JobsEdit);

        var version = await boreal.JobVersionAsync(job);
        Assert.Equal("JobFolders.DepositAboveLeft", (await boreal.Portal.Get<WithdrawJobLine>().RunAsync(new(job, version, line), default)).Refusal?.Code);
        Assert.Equal("JobFolders.DepositAboveLeft", (await boreal.Portal.Get<MoveJobLine>().RunAsync(new(job, version, line, other), default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task LineWithoutATaxCode_IsNotCorrectedBelowADepositThatGotOne(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(new(job, await boreal.JobVersionAsync(job), null, "Pose", 10, "", 100), default));
        var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, 30, null), default));
        await using (var db = boreal.Portal.Open())
        {
            await db.Set<InvoiceLine>().Where(l => l.InvoiceId == deposit).ExecuteUpdateAsync(set => set.SetProperty(l => l.TaxCodeId, boreal.TaxCode.Id));
        }

        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default));
        boreal.Portal.User = TestUser.With(Permissions.JobsView, Permissions.JobsEdit);

        Assert.Equal("JobFolders.DepositAboveLeft", (await CorrectAsync(boreal, job, line, 2, 100)).Refusal?.Code);
        Boreal.Require(await CorrectAsync(boreal, job, line, 3, 100));
    }

    [Theory, EachDatabase]
    public async Task Job_OfWhichADepositIsOpen_IsNotInvoiced(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 10, 100);
        await InvoiceAsync(boreal, job, (line, 10));
        var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, null, 50), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default));

        Assert.Equal("JobFolders.DepositsOpen", (await MoveAsync(boreal, job)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Line_CorrectedFromAnOlderPage_OrByOneWhoMayNot_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 10, 100);
        var version = await boreal.JobVersionAsync(job);
        Boreal.Require(await CorrectAsync(boreal, job, line, 8, 100));

        var input = new CorrectJobLine.Input(job, version, line, 5, 100, "Erreur");
        Assert.Equal(Refusal.Stale, (await boreal.Portal.Get<CorrectJobLine>().RunAsync(input, default)).Refusal);
        boreal.Portal.User = TestUser.With(Permissions.JobsView);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<CorrectJobLine>().RunAsync(input, default)).Refusal);
    }

    private static (string Code, string? Field) Of(Result result) => (result.Refusal!.Code, result.Refusal.Field);

    private static async Task<Result> CorrectAsync(Boreal boreal, long job, long line, decimal quantity, decimal price, string reason = "Erreur de saisie") =>
        await boreal.Portal.Get<CorrectJobLine>().RunAsync(new CorrectJobLine.Input(job, await boreal.JobVersionAsync(job), line, quantity, price, reason), default);

    private static async Task<Result> MoveAsync(Boreal boreal, long job) =>
        await boreal.Portal.Get<MoveJob>().RunAsync(new MoveJob.Input(job, await boreal.JobVersionAsync(job), JobStatus.Invoiced), default);

    private static Task<Result<long>> DraftAsync(Boreal boreal, long job, params IReadOnlyList<(long Line, decimal Quantity)> lines) => boreal.Portal.Get<DraftInvoice>().RunAsync(
        new DraftInvoice.Input(null, job, lines.Count == 0 ? null : [.. lines.Select(l => new DraftInvoice.LineQuantity(l.Line, l.Quantity))]), default);

    private static async Task<long> InvoiceAsync(Boreal boreal, long job, params IReadOnlyList<(long Line, decimal Quantity)> lines) => Boreal.Value(await DraftAsync(boreal, job, lines));
}
