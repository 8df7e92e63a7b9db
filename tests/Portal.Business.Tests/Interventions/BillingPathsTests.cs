using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.PersonalLinks;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

/// <summary>Request → quote → invoice, request → invoice, visit → invoice: each line goes one way, once.</summary>
public sealed class BillingPathsTests
{
    private static readonly string[] Told = ["Interventions.LineIsTaken", "Interventions.NothingToBill", "Interventions.NothingToQuote", "Common.Stale"];

    public enum Path
    {
        Quote,
        Invoice,
        Visit,
        Job,
    }

    [Theory]
    [EachDatabaseWith(Path.Quote, Path.Quote)]
    [EachDatabaseWith(Path.Quote, Path.Invoice)]
    [EachDatabaseWith(Path.Quote, Path.Visit)]
    [EachDatabaseWith(Path.Quote, Path.Job)]
    [EachDatabaseWith(Path.Invoice, Path.Invoice)]
    [EachDatabaseWith(Path.Invoice, Path.Visit)]
    [EachDatabaseWith(Path.Invoice, Path.Job)]
    [EachDatabaseWith(Path.Visit, Path.Visit)]
    [EachDatabaseWith(Path.Visit, Path.Job)]
    [EachDatabaseWith(Path.Job, Path.Job)]
    public async Task TwoPaths_AtOnce_OneSucceedsAndTheOtherIsTold(DatabaseProvider provider, Path first, Path second)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175), boreal.Line("Vis", 12, 0.35m));
        var visit = await VisitAsync(boreal, request);
        if (first == Path.Job || second == Path.Job)
        {
            var ordering = Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default));
            Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(ordering, 0), default));
        }

        boreal.Portal.User = TestUser.Administrator with { Permissions = TestUser.Administrator.Permissions.Where(p => p != Permissions.InvoicesOverInvoice).ToHashSet() };
        var results = await Task.WhenAll(
            Task.Run(() => BillAsync(boreal, request, visit, first)), Task.Run(() => BillAsync(boreal, request, visit, second)));

        Assert.Equal(1, results.Count(r => r.Succeeded));
        Assert.Contains(results.Single(r => !r.Succeeded).Refusal!.Code, Told.Append("JobFolders.MoreThanLeft").Append("Interventions.VisitHasInvoice").Append("Interventions.BilledByItsQuote"));
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.Quotes.CountAsync() + await db.Invoices.CountAsync());
        Assert.All(await db.Set<JobLine>().ToListAsync(), l => Assert.Equal(l.Quantity, l.InvoicedQuantity));
        Assert.All(await db.Jobs.ToListAsync(), j => Assert.Equal(0, j.LeftNet));
        Assert.Equal(179.20m, await db.Quotes.SumAsync(q => q.Net) + await db.Invoices.SumAsync(i => i.Net));
    }

    [Theory, EachDatabase]
    public async Task QuoteOfARequest_Approved_OrdersItsLinesAndBillsThemThere(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175), boreal.Line("Vis", 12, 0.35m));
        var quoteId = Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(request.Id), default));
        Assert.All((await boreal.ReloadAsync(request.Id)).Lines, l => Assert.Equal(WorkLineState.Quoted, l.State));

        await ApproveAsync(boreal, quoteId);

        var lines = (await boreal.ReloadAsync(request.Id)).Lines;
        Assert.All(lines, l => Assert.Equal(WorkLineState.Ordered, l.State));
        await using var db = boreal.Portal.Open();
        var job = await db.Jobs.Include(j => j.Lines).SingleAsync(j => j.Id == request.JobId);
        Assert.Equal(lines.Select(l => l.JobLineId!.Value).Order(), job.Lines.Select(l => l.Id).Order());
        Assert.Equal("Interventions.NothingToBill", (await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default)).Refusal!.Code);
        Assert.Equal(1, await db.Invoices.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task QuoteOfARequest_Gone_FreesTheLines(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        foreach (var end in new Func<long, Task>[] { id => RefuseAsync(boreal, id), id => ExpireAsync(boreal, id), id => DeleteAsync(boreal, id), id => EmptyAsync(boreal, id) })
        {
            var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175));
            var quoteId = Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(request.Id), default));
            Assert.Equal("Interventions.NothingToBill", (await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default)).Refusal!.Code);

            await end(quoteId);

            Assert.All((await boreal.ReloadAsync(request.Id)).Lines, l => Assert.Equal(WorkLineState.Open, l.State));
            Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default));
        }
    }

    [Theory, EachDatabase]
    public async Task Revision_KeepsTheLines_AndGivesThemBackWhenItIsDeleted(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175), boreal.Line("Vis", 12, 0.35m));
        var first = Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(request.Id), default));
        var sent = await SendAsync(boreal, first);

        var second = Boreal.Value(await boreal.Portal.Get<ReviseQuote>().RunAsync(new ReviseQuote.Input(first, sent.Version), default));
        Assert.Equal(await LineIdsAsync(boreal, second), await QuotedAsync(boreal, request.Id));

        await DeleteAsync(boreal, second);
        Assert.Equal(await LineIdsAsync(boreal, first), await QuotedAsync(boreal, request.Id));
        await ApproveAsync(boreal, first);
        Assert.All((await boreal.ReloadAsync(request.Id)).Lines, l => Assert.Equal(WorkLineState.Ordered, l.State));
    }

    [Theory, EachDatabase]
    public async Task ApprovedQuote_WithoutInvoicesYet_IsBilledByItsSchedule_NotFromTheRequest(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await using (var db = boreal.Portal.Open())
        {
            (await db.LegalEntities.SingleAsync()).InvoicesAtApproval = false;
            await db.SaveChangesAsync();
        }

        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175));
        var quote = Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(request.Id), default));
        await SendAsync(boreal, quote);
        await ApproveAsync(boreal, quote);
        var line = Assert.Single((await boreal.ReloadAsync(request.Id)).Lines);

        var shown = Boreal.Value(await boreal.Portal.Get<ShowRequest>().RunAsync(new ShowRequest.Input(request.Id), default));
        var all = await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default);
        var named = await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id, LineIds: [line.Id]), default);

        Assert.Equal("Interventions.NothingToBill", shown.May.Invoice!.Code);
        Assert.Equal("Interventions.NothingToBill", all.Refusal!.Code);
        Assert.Equal("Interventions.BilledByItsQuote", named.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task ExpiredQuote_WhoseLinesWereInvoiced_IsNeitherExtendedNorApproved(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175));
        var quoteId = Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(request.Id), default));
        await ExpireAsync(boreal, quoteId);
        Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default));
        var quote = await FindAsync(boreal, quoteId);

        var extended = await boreal.Portal.Get<ExtendQuoteValidity>().RunAsync(new ExtendQuoteValidity.Input(quoteId, quote.Version, quote.ValidUntil.AddDays(90)), default);
        var approved = await boreal.Portal.Get<ApproveQuote>().RunAsync(new ApproveQuote.Input(quoteId, null, [], null, "", null, "", "", "", "Par téléphone"), default);

        Assert.Equal("Interventions.LineIsTaken", extended.Refusal!.Code);
        Assert.Equal("Interventions.LineIsTaken", approved.Refusal!.Code);
        Assert.Equal(QuoteStatus.Expired, (await FindAsync(boreal, quoteId)).Status);
    }

    [Theory, EachDatabase]
    public async Task InvoiceOfAVisit_IsItsOwn_UntilItIsDeleted(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175));
        var visit = await VisitAsync(boreal, request);
        var invoiceId = Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id, visit), default));

        await using (var db = boreal.Portal.Open())
        {
            Assert.Equal(invoiceId, (await db.Visits.SingleAsync(v => v.Id == visit)).InvoiceId);
            Assert.Equal(request.JobId, (await db.Invoices.SingleAsync()).JobId);
        }

        Assert.Equal("Interventions.VisitHasInvoice", (await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id, visit), default)).Refusal!.Code);
        Assert.Equal(0m, await ToBillAsync());
        Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(invoiceId, 0), default));
        Assert.Equal(175m, await ToBillAsync());
        Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id, visit), default));

        async Task<decimal> ToBillAsync() => Boreal.Value(await boreal.Portal.Get<ShowVisit>().RunAsync(visit, default)).ToBill;
    }

    [Theory, EachDatabase]
    public async Task CreditNote_OfAnAmount_StandsAtEveryRequestThatItsInvoiceBills_AndOneOfALineAtItsOwn(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, second) = (await boreal.RequestAsync(boreal.Line("Pose", 1, 175)), await boreal.RequestAsync(boreal.Line("Vis", 12, 0.35m)));
        Boreal.Require(await boreal.Portal.Get<MergeJobs>().RunAsync(new(second.JobId, await boreal.JobVersionAsync(second.JobId), first.JobId), default));
        var (line, other) = (await OrderedAsync(first), await OrderedAsync(second));
        var invoice = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, first.JobId, [new(line, 1), new(other, 12)], Issue: true), default));
        await CreditAsync(new CreditAmount(10, false));
        var ofLine = Boreal.Value(await boreal.Portal.Get<ShowCreditable>().RunAsync(new(invoice), default)).Lines.Single(l => l.Description == "Vis").LineId;
        await CreditAsync(new CreditAmount(1, false, ofLine));

        // The invoice and the note of the whole at both; the note of one line where that line was asked for.
        Assert.Equal((2, 3), ((await ShownAsync(first)).Count, (await ShownAsync(second)).Count));

        async Task<long> OrderedAsync(ServiceRequest request)
        {
            var proforma = Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default));
            Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(proforma, 0), default));
            return (await boreal.ReloadAsync(request.Id)).Lines[0].JobLineId!.Value;
        }

        async Task CreditAsync(CreditAmount amount)
        {
            Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
            Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new(invoice, (await boreal.FindAsync(invoice)).Version, null, false, "Geste", false, amount), default));
        }

        async Task<IReadOnlyList<RequestInvoiceRow>> ShownAsync(ServiceRequest request) =>
            Boreal.Value(await boreal.Portal.Get<ShowRequest>().RunAsync(new(request.Id), default)).Invoices;
    }

    [Theory, EachDatabase]
    public async Task Visit_BillsWhatItNames_AndLeavesWhatAnApprovedQuoteOrderedToTheQuote(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var boreal = scene.Boreal;
        scene.AsAdministrator();
        await using (var db = boreal.Portal.Open())
        {
            await db.LegalEntities.ExecuteUpdateAsync(set => set.SetProperty(e => e.InvoicesAtApproval, false));
            var line = new WorkLine { RequestId = scene.Request.Id };
            Boreal.Require(line.Set(boreal.Line("Pose", 1, 1000)));
            db.Add(line);
            await db.SaveChangesAsync();
        }

        var quote = Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new(scene.Request.Id), default));
        await ApproveAsync(boreal, quote);
        scene.As(scene.LeadId);
        Boreal.Require(await scene.StartAsync());
        Boreal.Require(await scene.PartAsync(await scene.ProductAsync(), quantity: 2));
        Boreal.Require(await scene.FinishAsync());
        var named = Boreal.Value(await boreal.Portal.Get<ShowVisit>().RunAsync(scene.VisitId, default)).ToBill;

        var invoice = Boreal.Value(await boreal.Portal.Get<InvoiceVisit>().RunAsync(new(scene.VisitId, Guid.NewGuid()), default));

        Assert.Equal((50m, 50m), (named, (await boreal.FindAsync(invoice)).Net));
        scene.AsAdministrator();
        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<InvoiceQuote>().RunAsync(new(quote), default)));
    }

    [Theory, EachDatabase]
    public async Task OrderedLine_WithdrawnFromTheJob_CanBeBilledAnew(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175));
        var proforma = Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default));
        Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(proforma, 0), default));
        await using (var db = boreal.Portal.Open())
        {
            var job = await db.Jobs.Include(j => j.Lines).SingleAsync(j => j.Id == request.JobId);
            Boreal.Require(await boreal.Portal.Get<WithdrawJobLine>().RunAsync(new WithdrawJobLine.Input(job.Id, job.Version, job.Lines[0].Id), default));
        }

        Assert.Equal(WorkLineState.Open, (await boreal.ReloadAsync(request.Id)).Lines[0].State);
        Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(request.Id), default));
    }

    private static async Task<long> VisitAsync(Boreal boreal, ServiceRequest request)
    {
        var at = new DateTime(2026, 3, 4, 14, 0, 0, DateTimeKind.Utc);
        return Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new PlanVisit.Input(request.Id, null, at, at.AddHours(1)), default)).VisitId;
    }

    private static async Task<Result> BillAsync(Boreal boreal, ServiceRequest request, long visit, Path path) => path switch
    {
        Path.Quote => await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(request.Id), default),
        Path.Invoice => await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default),
        Path.Visit => await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id, visit, [.. request.Lines.Select(l => l.Id)]), default),
        _ => await FromJobAsync(boreal, request.JobId),
    };

    /// <summary>Asks for all that was ordered, without the right to invoice more than is left.</summary>
    private static async Task<Result> FromJobAsync(Boreal boreal, long jobId)
    {
        List<DraftInvoice.LineQuantity> all;
        await using (var db = boreal.Portal.Open())
        {
            all = await db.Set<JobLine>().Where(l => l.JobId == jobId).Select(l => new DraftInvoice.LineQuantity(l.Id, l.Quantity)).ToListAsync();
        }

        return await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, jobId, all), default);
    }

    private static async Task<Quote> FindAsync(Boreal boreal, long quoteId)
    {
        await using var db = boreal.Portal.Open();
        return await db.Quotes.AsNoTracking().SingleAsync(q => q.Id == quoteId);
    }

    private static async Task<Quote> SendAsync(Boreal boreal, long quoteId)
    {
        var quote = await FindAsync(boreal, quoteId);
        Boreal.Value(await boreal.Portal.Get<SendQuote>().RunAsync(new SendQuote.Input(quoteId, quote.Version, new LinkMailWishes("k", boreal.Client.BillingManagerId, [])), default));
        return await FindAsync(boreal, quoteId);
    }

    private static async Task ApproveAsync(Boreal boreal, long quoteId) =>
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new ApproveQuote.Input(quoteId, null, [], null, "", null, "", "", "", "Par téléphone"), default));

    private static async Task RefuseAsync(Boreal boreal, long quoteId)
    {
        await SendAsync(boreal, quoteId);
        Boreal.Require(await boreal.Portal.Get<RefuseQuote>().RunAsync(new RefuseQuote.Input(null, quoteId, "", "Trop cher"), default));
    }

    private static async Task ExpireAsync(Boreal boreal, long quoteId)
    {
        var quote = await SendAsync(boreal, quoteId);
        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<ExpireQuotes>().RunAsync(new ExpireQuotes.Input(quote.ValidUntil.AddDays(1)), default)).Quotes);
    }

    private static async Task DeleteAsync(Boreal boreal, long quoteId) =>
        Boreal.Require(await boreal.Portal.Get<DeleteQuoteDraft>().RunAsync(new DeleteQuoteDraft.Input(quoteId, (await FindAsync(boreal, quoteId)).Version), default));

    /// <summary>The line is taken off the draft.</summary>
    private static async Task EmptyAsync(Boreal boreal, long quoteId)
    {
        var quote = await FindAsync(boreal, quoteId);
        var fields = new QuoteDraftFields { Title = quote.Title, ValidUntil = quote.ValidUntil };
        fields.Schedules.Add(ScheduleFields.OneInvoice());
        Boreal.Value(await boreal.Portal.Get<SaveQuoteDraft>().RunAsync(new SaveQuoteDraft.Input(quoteId, quote.Version, fields), default));
    }

    private static async Task<List<long>> LineIdsAsync(Boreal boreal, long quoteId)
    {
        await using var db = boreal.Portal.Open();
        return await db.Set<QuoteLine>().Where(l => l.QuoteId == quoteId).Select(l => l.Id).Order().ToListAsync();
    }

    private static async Task<List<long>> QuotedAsync(Boreal boreal, long requestId) =>
        [.. (await boreal.ReloadAsync(requestId)).Lines.Select(l => l.QuoteLineId ?? 0).Order()];
}
