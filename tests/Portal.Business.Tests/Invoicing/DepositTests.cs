using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Deposits and the invoices that deduct them.</summary>
public sealed class DepositTests
{
    [Theory, EachDatabase]
    public async Task Final_OfAJob_DeductsItsDeposit_ToTheCent_AndBooksItBack(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var job = await JobAsync(boreal, 333.33m);
        var deposit = await DepositAsync(boreal, job, percent: 30);
        Assert.Equal((100.00m, 20.00m, true), (deposit.Net, deposit.Tax, deposit.IsDeposit));

        var final = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, Issue: true), default)));

        Assert.Equal((233.33m, 46.67m), (final.Net, final.Tax));
        var line = Assert.Single(final.Lines, l => l.DepositId == deposit.Id);
        Assert.Contains(deposit.Number!, line.Description, StringComparison.Ordinal);
        Assert.Equal((-100.00m, deposit.IssuedOn), (line.Net, line.RatesOf));
        deposit = await boreal.FindAsync(deposit.Id);
        Assert.Equal((deposit.Total, 0m), (deposit.Deducted, deposit.Creditable));
        await using var db = boreal.Portal.Open();
        var account = await db.LegalEntities.Select(e => e.DepositAccountId).SingleAsync();
        Assert.Equal([(0m, 100.00m), (100.00m, 0m)], (await db.AccountingEntries.OrderBy(e => e.Id).SelectMany(e => e.Lines).Where(l => l.GlAccountId == account).ToListAsync()).Select(l => (l.Debit, l.Credit)));
        Assert.Equal(0m, (await db.Set<JobLine>().SingleAsync()).QuantityToInvoice);
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Quote_WithADeposit_IsInvoicedAsItsScheduleSays(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync(
            [boreal.QuoteLine("Vis", 3, 33.35m), boreal.QuoteLine("Pose", 1, 390.74m)],
            new ScheduleStage("Acompte", 30, StageTrigger.AtApproval, IsDeposit: true), new ScheduleStage("", 70, StageTrigger.DaysAfterApproval, Days: 10));
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new ApproveQuote.Input(quote.Id, null, [], null, "", null, "", "", "", "Téléphone"), default));

        var (deposit, final) = await PairAsync(boreal);
        Assert.True(deposit.IsDeposit && deposit.IsIssued && !final.IsIssued);
        Assert.Equal(quote.Net, deposit.Net + final.Net);
        Assert.Equal(2, final.Lines.Count(l => l.JobLineId is not null));
        Assert.Equal(0m, deposit.Creditable);
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(10));
        Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default));

        var issued = await boreal.FindAsync(final.Id);
        Assert.Equal((final.Total, true), (issued.Total, issued.IsIssued));
        Assert.Contains(deposit.Number!, issued.Lines.Single(l => l.DepositId is not null).Description, StringComparison.Ordinal);
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Deposit_CreditedInPart_IsDeductedWithWhatIsLeft_AndAWholeCreditOfTheFinalFreesItAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await JobAsync(boreal, 1000);
        var deposit = await DepositAsync(boreal, job, percent: 30);
        await HandOverAsync(boreal);
        Boreal.Value(await CreditAsync(boreal, deposit.Id, new CreditAmount(100, TaxIncluded: false)));

        var final = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, Issue: true), default)));

        Assert.Equal(-200m, final.Lines.Single(l => l.DepositId is not null).Net);
        Assert.Equal("Invoicing.DepositIsDeducted", (await CreditAsync(boreal, deposit.Id, null)).Refusal!.Code);
        await HandOverAsync(boreal);
        Boreal.Value(await CreditAsync(boreal, final.Id, null));
        deposit = await boreal.FindAsync(deposit.Id);
        Assert.Equal((0m, 229.95m), (deposit.Deducted, deposit.Creditable));
        Boreal.Value(await CreditAsync(boreal, deposit.Id, null));
        Assert.Equal(0m, (await boreal.FindAsync(deposit.Id)).Creditable);
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Deposit_IsDeductedByTwoAtOnce_Once(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var deposit = await DepositAsync(boreal, await JobAsync(boreal, 1000), percent: 30);
        var finals = new List<Invoice>();
        for (var i = 0; i < 3; i++)
        {
            finals.Add(await boreal.FindAsync(await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 800))));
        }

        var results = await Task.WhenAll(finals.Select(f => Task.Run(() =>
            boreal.Portal.Get<DeductDeposits>().RunAsync(new DeductDeposits.Input(f.Id, f.Version, [deposit.Id]), default))));

        Assert.Single(results, r => r.Succeeded);
        await using var db = boreal.Portal.Open();
        Assert.Equal(-300m, await db.Invoices.SelectMany(i => i.Lines).Where(l => l.DepositId == deposit.Id).SumAsync(l => l.Net));
        Assert.Equal(deposit.Total, (await boreal.FindAsync(deposit.Id)).Deducted);
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Deposit_CreditedAndDeductedAtOnce_IsUsedOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var deposit = await DepositAsync(boreal, await JobAsync(boreal, 1000), percent: 30);
        await HandOverAsync(boreal);
        var final = await boreal.FindAsync(await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 800)));
        deposit = await boreal.FindAsync(deposit.Id);

        var credit = Task.Run(() => boreal.Portal.Get<CreditInvoice>().RunAsync(new CreditInvoice.Input(deposit.Id, deposit.Version, null, false, "Erreur", false), default));
        var deduct = Task.Run(() => boreal.Portal.Get<DeductDeposits>().RunAsync(new DeductDeposits.Input(final.Id, final.Version, [deposit.Id]), default));

        Assert.True((await credit).Succeeded ^ (await deduct).Succeeded);
        deposit = await boreal.FindAsync(deposit.Id);
        Assert.Equal(deposit.Total, deposit.Credited + deposit.Deducted);
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Deduction_MayBeLowered_NotRaised_AndGoesWithItsProforma(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var deposit = await DepositAsync(boreal, await JobAsync(boreal, 1000), percent: 30);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 200));
        var version = (await boreal.FindAsync(id)).Version;
        Boreal.Value(await boreal.Portal.Get<DeductDeposits>().RunAsync(new DeductDeposits.Input(id, version, [deposit.Id]), default));
        Assert.Equal((0m, -200m), ((await boreal.FindAsync(id)).Total, (await boreal.FindAsync(id)).Lines.Single(l => l.DepositId is not null).Net));

        var over = await SaveAsync(boreal, id, -300.01m);
        Assert.Equal("Invoicing.MoreThanDepositLeft", over.Refusal!.Code);
        Boreal.Value(await SaveAsync(boreal, id, -50));
        Assert.Equal(57.49m, (await boreal.FindAsync(deposit.Id)).Deducted);
        var proforma = await boreal.FindAsync(id);
        Assert.Equal(150m, proforma.Net);
        Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(id, proforma.Version), default));

        Assert.Equal(0m, (await boreal.FindAsync(deposit.Id)).Deducted);
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Proforma_OfADeposit_ThatIsDeducted_Stays_AndTheFinalWaitsForIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync(
            [boreal.QuoteLine("Pose", 1, 100)],
            new ScheduleStage("", 30, StageTrigger.DaysAfterApproval, Days: 5, IsDeposit: true), new ScheduleStage("", 70, StageTrigger.DaysAfterApproval, Days: 10));
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new ApproveQuote.Input(quote.Id, null, [], null, "", null, "", "", "", "Téléphone"), default));
        var (deposit, final) = await PairAsync(boreal);

        var deleted = await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(deposit.Id, deposit.Version), default);
        var issued = await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(final.Id), default);

        Assert.Equal(("Invoicing.DepositIsDeducted", "Invoicing.DepositNotIssued"), (deleted.Refusal!.Code, issued.Refusal!.Code));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit.Id), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(final.Id), default));
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Deposit_WithoutRightOrBase_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await JobAsync(boreal);
        Task<Result<long>> Draft(decimal? percent, decimal? amount) => boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, percent, amount), default);

        Assert.Equal("Invoicing.JobOrdersNothing", (await Draft(30, null)).Refusal!.Code);
        Assert.Equal("Invoicing.DepositPercentOutOfRange", (await Draft(101, null)).Refusal!.Code);
        Assert.Equal("Invoicing.DepositAmountOutOfRange", (await Draft(null, 0.001m)).Refusal!.Code);
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView);
        Assert.Equal(Refusal.Forbidden, (await Draft(30, null)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<DeductDeposits>().RunAsync(new DeductDeposits.Input(1, 0, [1]), default)).Refusal);
    }

    [ToolFact("pdftotext")]
    public async Task Final_OfADepositAtAnotherRate_PrintsTheRateOfEachLine()
    {
        await using var boreal = await Boreal.FranceAsync(DatabaseProvider.Sqlite);
        var job = await JobAsync(boreal, 1000);
        await DepositAsync(boreal, job, percent: 30);
        await using (var db = boreal.Portal.Open())
        {
            var component = (await db.TaxCodes.Include(c => c.Components).ThenInclude(c => c.Rates).SingleAsync(c => c.Id == boreal.TaxCode.Id)).Components.Single();
            component.Rates.Add(new TaxRate { TaxComponentId = component.Id, From = boreal.Entity.Today(boreal.Portal.Clock).AddDays(1), Percent = 21 });
            await db.SaveChangesAsync();
        }

        boreal.Portal.Clock.Advance(TimeSpan.FromDays(2));
        var final = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, Issue: true), default));

        var text = DocumentText.Flat(Boreal.Value(await boreal.Portal.Get<OpenInvoiceDocument>().RunAsync(new(final), default)).Bytes);
        DocumentText.InThisOrder(text, "Pose", "21 %", "1 000,00", "20 %", "300,00");
        Assert.Equal([(-300m, 20m), (1000m, 21m)], (await boreal.FindAsync(final)).Taxes.Select(t => (t.Base, t.Percent)).Order());
    }

    internal static async Task<long> JobAsync(Boreal boreal, params decimal[] prices)
    {
        var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Travaux"), default));
        foreach (var price in prices)
        {
            await using var db = boreal.Portal.Open();
            var version = await db.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
            Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
                new AddJobLine.Input(job, version, null, "Pose", 1, "", price, 0, boreal.TaxCode.Id, boreal.Income.Id), default));
        }

        return job;
    }

    private static async Task<Invoice> DepositAsync(Boreal boreal, long job, decimal percent)
    {
        var id = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, percent, null), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        return await boreal.FindAsync(id);
    }

    private static async Task<(Invoice Deposit, Invoice Final)> PairAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var ids = await db.Invoices.OrderBy(i => i.QuoteStage).Select(i => i.Id).ToListAsync();
        Assert.Equal(2, ids.Count);
        return (await boreal.FindAsync(ids[0]), await boreal.FindAsync(ids[1]));
    }

    private static async Task<Result<int>> SaveAsync(Boreal boreal, long id, decimal deduction)
    {
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));
        return await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, shown.Version, shown.Head, [.. shown.Lines.Select(l => new ProformaLines.Line(
                l.Id, l.Source, l.JobLineId, l.ProductId, l.Source == InvoiceLineSource.Deposit ? l.Values with { UnitPrice = deduction } : l.Values))]), default);
    }

    private static async Task<Result<CreditInvoice.Credited>> CreditAsync(Boreal boreal, long id, CreditAmount? amount) =>
        await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(id, (await boreal.FindAsync(id)).Version, null, true, "Annulation", false, amount), default);

    private static async Task HandOverAsync(Boreal boreal) => Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));

    internal static async Task BooksAreRightAsync(Boreal boreal) =>
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
}
