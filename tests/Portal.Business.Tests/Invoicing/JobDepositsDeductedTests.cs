using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Quotes;
using Portal.Business.Tests.Support;
using static Portal.Business.Tests.Invoicing.DepositTests;

namespace Portal.Business.Tests.Invoicing;

/// <summary>The invoice that leaves nothing of a job to invoice deducts its deposits, wherever it comes from.</summary>
public sealed class JobDepositsDeductedTests
{
    [Theory, EachDatabase]
    public async Task Quote_InvoicedLater_DeductsTheDepositOfItsJob_FromItsLastStages(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        await LaterAsync(boreal);
        var quote = await boreal.SentQuoteAsync(
            [boreal.QuoteLine("Pose", 1, 10_000)], new ScheduleStage("", 80, StageTrigger.AtApproval), new ScheduleStage("", 20, StageTrigger.DaysAfterApproval, Days: 10));
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id), default));
        var deposit = await DepositAsync(boreal, quote.JobId, 30, null);

        var proposed = Boreal.Value(await boreal.Portal.Get<ProposeQuoteInvoices>().RunAsync(new(quote.Id), default));
        Boreal.Value(await boreal.Portal.Get<InvoiceQuote>().RunAsync(new(quote.Id), default));

        Assert.Equal([8_400m, 0m], proposed.Stages.Select(s => s.Total));
        var invoices = await InvoicesAsync(boreal);
        Assert.Equal(12_000m, invoices.Sum(i => i.Total));
        Assert.Equal([(1, -1_000m), (2, -2_000m)], invoices.SelectMany(i => i.Lines, (i, l) => (i.QuoteStage, Line: l)).Where(l => l.Line.DepositId == deposit.Id).Select(l => (l.QuoteStage!.Value, l.Line.Net)));
        Assert.Equal(0m, (await boreal.FindAsync(deposit.Id)).Creditable);
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Invoice_ThatLeavesOnlyAFreeLine_DeductsTheDeposit(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        await LaterAsync(boreal);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 1_000), boreal.QuoteLine("Garantie incluse", 1, 0)], new ScheduleStage("", 100, StageTrigger.AtApproval));
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id), default));
        var deposit = await DepositAsync(boreal, quote.JobId, 30, null);
        await using var db = boreal.Portal.Open();
        var work = await db.Jobs.Where(j => j.Id == quote.JobId).SelectMany(j => j.Lines).Where(l => l.UnitPrice > 0).Select(l => l.Id).SingleAsync();

        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, quote.JobId, [new(work, 1)]), default));

        var final = await boreal.FindAsync(id);
        Assert.Equal([1_000m, -300m], final.Lines.OrderBy(l => l.Position).Where(l => l.Net != 0).Select(l => l.Net));
        Assert.Equal(deposit.Id, final.Lines.Single(l => l.Net < 0).DepositId);
    }

    [Theory, EachDatabase]
    public async Task Quote_ApprovedByLink_DeductsTheDepositAskedBefore_LessWhatAProformaDeducts(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        await ProductAsync(boreal);
        var quote = await boreal.DraftAsync(boreal.Line("Pose", 1, 10_000));
        var job = (await boreal.QuoteAsync(quote)).JobId;
        var deposit = await DepositAsync(boreal, job, null, 3_000);
        var other = await boreal.ProformaAsync(boreal.InvoiceLine("Étude", 1, 500));
        Boreal.Value(await boreal.Portal.Get<DeductDeposits>().RunAsync(new(other, (await boreal.FindAsync(other)).Version, [deposit.Id]), default));
        var secret = await boreal.SendAsync(quote);
        var sha = Boreal.Value(await boreal.OpenAsync(secret)).DocumentSha256;
        boreal.Portal.User = QuoteScene.Nobody;

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => boreal.Portal.Get<ApproveQuote>().RunAsync(
            new ApproveQuote.Input(quote, secret, [], null, "Marie Roy", null, "192.0.2.1", "test", sha), default))));

        boreal.Portal.User = TestUser.Administrator;
        Assert.Single(results, r => r.Succeeded);
        var final = Assert.Single(await InvoicesAsync(boreal), i => i.QuoteId == quote);
        Assert.Equal((true, 9_000m), (final.IsIssued, final.Total));
        var line = Assert.Single(final.Lines, l => l.DepositId is not null);
        Assert.Equal((-2_500m, true), (line.Net, line.Description.Contains(deposit.Number!, StringComparison.Ordinal)));
        Assert.Equal(0m, (await boreal.FindAsync(deposit.Id)).Creditable);
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Deposit_IssuedWhileAQuoteIsApproved_IsDeducted_OrNotIssuedOnTop(DatabaseProvider provider)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await using var boreal = await Boreal.FranceAsync(provider);
            await ProductAsync(boreal);
            var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 10_000)]);
            boreal.Portal.User = TestUser.With(Permissions.InvoicesView, Permissions.InvoicesEdit, Permissions.InvoicesIssue, Permissions.QuotesApproveForClient);
            var id = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, quote.JobId, null, 3_000), default));

            var issued = Task.Run(() => boreal.Portal.Get<IssueInvoice>().RunAsync(new(id), default));
            var approved = Task.Run(() => boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id), default));

            Assert.True((await approved).Succeeded);
            var result = await issued;
            Assert.Equal(12_000m, (await InvoicesAsync(boreal)).Where(i => i.IsIssued).Sum(i => i.Total));
            Assert.True(result.Succeeded || result.Refusal!.Code is "Invoicing.DepositAboveJob" or "Common.Stale" or "Common.Conflict", result.Refusal?.Code);
        }
    }

    [Theory, EachDatabase]
    public async Task Deposit_ThatWaits_IsNotDeductedByAQuote_AndNotIssuedOnTop(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        await ProductAsync(boreal);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 10_000)]);
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView, Permissions.InvoicesEdit, Permissions.InvoicesIssue, Permissions.QuotesApproveForClient);
        var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, quote.JobId, null, 3_000), default));

        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id), default));

        Assert.Equal(12_000m, Assert.Single(await InvoicesAsync(boreal), i => i.IsIssued).Total);
        Assert.Equal("Invoicing.DepositAboveJob", (await boreal.Portal.Get<IssueInvoice>().RunAsync(new(deposit), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Invoice_OverJobs_DeductsTheDepositsOfThoseOfWhichItLeavesNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var jobs = new[] { await boreal.JobAsync("Enseigne"), await boreal.JobAsync("Vitrine"), await boreal.JobAsync("Bâche") };
        var lines = new List<long>();
        var deposits = new List<Invoice>();
        foreach (var job in jobs)
        {
            lines.Add(await boreal.JobLineAsync(job, 2, 500));
            deposits.Add(await DepositAsync(boreal, job, 30, null));
        }

        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, jobs[0], [new(lines[0], 1), new(lines[1], 2), new(lines[2], 2)], Issue: true), default));

        Assert.Equal(
            [(deposits[1].Id, -300m), (deposits[2].Id, -300m)], (await boreal.FindAsync(id)).Lines.Where(l => l.DepositId is not null).Select(l => (l.DepositId!.Value, l.Net)).Order());
        var rest = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(
            new(null, jobs[1], Lines: [new(null, InvoiceLineSource.Job, lines[0], null, boreal.InvoiceLine("Enseigne", 1, 500))]), default)));
        Assert.Equal(-300m, Assert.Single(rest.Lines, l => l.DepositId == deposits[0].Id).Net);
        Assert.Equal(3_600m, (await InvoicesAsync(boreal)).Sum(i => i.Total));
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Proforma_ThatTakesTheRestOfAnotherJobLater_DeductsItsDeposit_UntilAPersonRemovesIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var (job, other, third) = (await boreal.JobAsync("Enseigne"), await boreal.JobAsync("Vitrine"), await boreal.JobAsync("Bâche"));
        var lines = new[] { await boreal.JobLineAsync(job, 1, 500), await boreal.JobLineAsync(other, 2, 500), await boreal.JobLineAsync(third, 2, 500) };
        var (deposit, untouched) = (await DepositAsync(boreal, other, 30, null), await DepositAsync(boreal, third, 30, null));
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job), default));
        async Task<Invoice> SaveAsync(Func<Invoice, IEnumerable<ProformaLines.Line>> wanted)
        {
            var invoice = await boreal.FindAsync(id);
            Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
                new(id, invoice.Version, new Invoice.Head(boreal.Client.Id, "Travaux", "", null, null, null, null, null, false), [.. wanted(invoice)]), default));
            return await boreal.FindAsync(id);
        }

        ProformaLines.Line New(int line, decimal quantity) => new(null, InvoiceLineSource.Job, lines[line], null, boreal.InvoiceLine("Pose", quantity, 500));

        var added = await SaveAsync(i => [.. Kept(i), New(1, 1), New(2, 1)]);
        Assert.DoesNotContain(added.Lines, l => l.DepositId is not null);
        added = await SaveAsync(i => [.. Kept(i), New(1, 1)]);
        Assert.Equal((deposit.Id, -300m), (Assert.Single(added.Lines, l => l.DepositId is not null).DepositId, added.Lines.Single(l => l.DepositId is not null).Net));
        Assert.Equal(1_440m + 600m, added.Total);

        var removed = await SaveAsync(i => Kept(i).Where(l => i.Lines.Single(x => x.Id == l.Id).DepositId is null));
        Assert.DoesNotContain(removed.Lines, l => l.DepositId is not null);
        removed = await SaveAsync(Kept);
        Assert.DoesNotContain(removed.Lines, l => l.DepositId is not null);
        Assert.Equal((deposit.Total, untouched.Total), ((await boreal.FindAsync(deposit.Id)).Creditable, (await boreal.FindAsync(untouched.Id)).Creditable));
        await BooksAreRightAsync(boreal);
    }

    private static IEnumerable<ProformaLines.Line> Kept(Invoice invoice) => invoice.Lines.OrderBy(l => l.Position).Select(l => new ProformaLines.Line(
        l.Id, l.Source, l.JobLineId, l.ProductId, new InvoiceLine.Values(l.Description, l.Quantity, l.Unit, l.UnitPrice, l.DiscountPercent, l.TaxCodeId, l.GlAccountId)));

    private static ApproveQuote.Input OnBehalf(long quoteId) => new(quoteId, null, [], null, "", null, "", "", "", "Téléphone");

    private static async Task LaterAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        await db.LegalEntities.ExecuteUpdateAsync(set => set.SetProperty(e => e.InvoicesAtApproval, false));
    }

    /// <summary>Of a job that orders nothing yet, a deposit is taxed like most products.</summary>
    private static async Task ProductAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        db.Products.Add(new Product { LegalEntityId = boreal.Entity.Id, Code = "P-1", Name = new LocalText("Pose", "Pose"), UnitPrice = 1, TaxCodeId = boreal.TaxCode.Id, GlAccountId = boreal.Income.Id }.IndexForSearch());
        await db.SaveChangesAsync();
    }

    private static async Task<Invoice> DepositAsync(Boreal boreal, long job, decimal? percent, decimal? amount)
    {
        var id = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, percent, amount), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new(id), default));
        return await boreal.FindAsync(id);
    }

    private static async Task<List<Invoice>> InvoicesAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return await db.Invoices.AsNoTracking().Include(i => i.Lines).OrderBy(i => i.Id).ToListAsync();
    }
}
