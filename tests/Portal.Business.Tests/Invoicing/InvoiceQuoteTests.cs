using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>An approved quote invoiced later, by its schedule.</summary>
public sealed class InvoiceQuoteTests
{
    private static readonly ScheduleStage[] Stages =
    [
        new("Acompte", 30, StageTrigger.AtApproval),
        new("", 30, StageTrigger.DaysAfterApproval, Days: 10),
        new("", 40, StageTrigger.OnDate, new DateOnly(2026, 4, 15)),
    ];

    [Theory, EachDatabase]
    public async Task Invoice_WeeksAfterTheApproval_MakesWhatTheApprovalWouldHaveAndIssuesWhatIsDue(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await ApprovedAsync(boreal);
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(20));

        var preview = Boreal.Value(await ProposeAsync(boreal, quote));
        Assert.Equal(3, Boreal.Value(await InvoiceAsync(boreal, quote)));

        var invoices = await InvoicesAsync(boreal);
        var today = new DateOnly(2026, 3, 22);
        Assert.Equal([today, today, new DateOnly(2026, 4, 15)], preview.Stages.Select(s => s.IssueOn));
        Assert.Equal(preview.Stages.Select(s => (s.Title, s.IssueOn, s.Total)), invoices.Select(i => (i.Title, i.PlannedOn!.Value, i.Total)));
        Assert.Equal([today, today, null], invoices.Select(i => i.IssuedOn));
        Assert.Equal(1001.05m, invoices.Sum(i => i.Net));
        await using var db = boreal.Portal.Open();
        Assert.All(await db.Jobs.SelectMany(j => j.Lines).ToListAsync(), l => Assert.Equal((0m, 0m), (l.QuantityToInvoice, l.NetToInvoice)));
        var entry = await db.TimelineEntries.SingleAsync(e => e.What == "Invoicing.QuoteInvoiced");
        Assert.Equal((nameof(Quote), quote.Id), (entry.Subject, entry.SubjectId));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Invoice_ByManyAtOnce_HappensOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await ApprovedAsync(boreal);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => InvoiceAsync(boreal, quote))));

        Assert.Equal(3, Assert.Single(results, r => r.Succeeded).Value);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal("Invoicing.QuoteInvoicedAlready", r.Refusal!.Code));
        Assert.Equal(["PF-000001", "PF-000002", "PF-000003"], (await InvoicesAsync(boreal)).Select(i => i.ProformaNumber));
        Assert.Equal("Invoicing.QuoteInvoicedAlready", (await ProposeAsync(boreal, quote)).Refusal!.Code);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Invoice_BesideADraftFromTheJob_NeverBillsMoreThanWasOrdered(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await ApprovedAsync(boreal);
        boreal.Portal.User = Clerk;

        var byQuote = Task.Run(() => InvoiceAsync(boreal, quote));
        var byJob = Task.Run(() => boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, quote.JobId), default));
        await Task.WhenAll(byQuote, byJob);

        Assert.True((await byQuote).Succeeded || (await byJob).Succeeded);
        await using var db = boreal.Portal.Open();
        Assert.All(await db.Jobs.SelectMany(j => j.Lines).ToListAsync(), l => Assert.Equal(0m, l.QuantityToInvoice));
    }

    [Theory, EachDatabase]
    public async Task Invoice_AfterOneProformaWasDeleted_MakesThatStageOnly(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await ApprovedAsync(boreal);
        Boreal.Value(await InvoiceAsync(boreal, quote));
        var last = (await InvoicesAsync(boreal))[^1];
        Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(last.Id, last.Version), default));

        Assert.Equal(1, Boreal.Value(await InvoiceAsync(boreal, quote)));

        var again = (await InvoicesAsync(boreal))[^1];
        Assert.Equal((last.QuoteStage, last.Title, last.PlannedOn, last.Total), (again.QuoteStage, again.Title, again.PlannedOn, again.Total));
    }

    [Theory, EachDatabase]
    public async Task Invoice_WhenItsLinesWereInvoicedOtherwise_SaysWhichAndWhatIsLeft(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await ApprovedAsync(boreal);
        var line = await LineAsync(boreal, "Vis");
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, quote.JobId, [new(line.Id, 1)]), default));

        var refused = (await InvoiceAsync(boreal, quote)).Refusal!;

        Assert.Equal("Invoicing.QuoteLineInvoicedOtherwise", refused.Code);
        Assert.Equal(["Vis", 3m, 2m], refused.Args);
        Assert.DoesNotContain(await InvoicesAsync(boreal), i => i.QuoteStage is not null);
    }

    [Theory, EachDatabase]
    public async Task Invoice_WhenALineWasWithdrawn_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await ApprovedAsync(boreal);
        var line = await LineAsync(boreal, "Vis");
        await using (var db = boreal.Portal.Open())
        {
            var version = await db.Jobs.Where(j => j.Id == quote.JobId).Select(j => j.Version).SingleAsync();
            Boreal.Require(await boreal.Portal.Get<WithdrawJobLine>().RunAsync(new WithdrawJobLine.Input(quote.JobId, version, line.Id), default));
        }

        Assert.Equal("Invoicing.QuoteLineWithdrawn", (await InvoiceAsync(boreal, quote)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Invoice_OfAnOpenQuote_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 10)], Stages);

        Assert.Equal("Invoicing.QuoteNotApproved", (await InvoiceAsync(boreal, quote)).Refusal!.Code);
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView);
        Assert.Equal(Refusal.Forbidden, (await InvoiceAsync(boreal, quote)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await ProposeAsync(boreal, quote)).Refusal);
    }

    private static TestUser Clerk => TestUser.With(Permissions.InvoicesView, Permissions.InvoicesEdit, Permissions.JobsView);

    private static Task<Result<int>> InvoiceAsync(Boreal boreal, Quote quote) =>
        boreal.Portal.Get<InvoiceQuote>().RunAsync(new InvoiceQuote.Input(quote.Id), default);

    private static Task<Result<ProposeQuoteInvoices.Proposal>> ProposeAsync(Boreal boreal, Quote quote) =>
        boreal.Portal.Get<ProposeQuoteInvoices>().RunAsync(new ProposeQuoteInvoices.Input(quote.Id), default);

    /// <summary>Approved on 2 March 2026 without invoices.</summary>
    private static async Task<Quote> ApprovedAsync(Boreal boreal)
    {
        await using (var db = boreal.Portal.Open())
        {
            (await db.LegalEntities.SingleAsync()).InvoicesAtApproval = false;
            await db.SaveChangesAsync();
        }

        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 1000), boreal.QuoteLine("Vis", 3, 0.35m)], Stages);
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(
            new ApproveQuote.Input(quote.Id, null, [], null, "Marie Roy", null, "192.0.2.1", "test", "", "par téléphone"), default));
        return quote;
    }

    private static async Task<JobLine> LineAsync(Boreal boreal, string description)
    {
        await using var db = boreal.Portal.Open();
        return await db.Jobs.SelectMany(j => j.Lines).AsNoTracking().SingleAsync(l => l.Description == description);
    }

    private static async Task<List<Invoice>> InvoicesAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return await db.Invoices.AsNoTracking().OrderBy(i => i.QuoteStage).ToListAsync();
    }
}
