using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Quotes;

public sealed class ApproveQuoteTests
{
    private static readonly ScheduleStage[] ThirtySeventy =
    [
        new("", 30, StageTrigger.AtApproval),
        new("", 70, StageTrigger.OnDate, new DateOnly(2026, 4, 15)),
    ];

    [Theory, EachDatabase]
    public async Task Approve_WithTwoStages_IssuesTheFirstAtOnceAndTheSecondOnItsDay(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync(
            [boreal.QuoteLine("Pose", 1, 1000), boreal.QuoteLine("Garantie", 1, 140, optional: true), boreal.QuoteLine("Vis", 3, 0.35m)], ThirtySeventy);
        var option = quote.Lines.Single(l => l.IsOptional);

        var approved = Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id, option.Id), default));

        Assert.Equal(2, approved.Invoices);
        var invoices = await InvoicesAsync(boreal);
        Assert.Equal(InvoiceStatus.ReadyToSend, invoices[0].Status);
        Assert.Equal(new DateOnly(2026, 3, 2), invoices[0].IssuedOn);
        Assert.True(invoices[1].IsProforma);
        Assert.Equal(new DateOnly(2026, 4, 15), invoices[1].PlannedOn);
        Assert.Equal(1141.05m, invoices.Sum(i => i.Net));
        await using (var db = boreal.Portal.Open())
        {
            var job = await db.Jobs.Include(j => j.Lines).SingleAsync(j => j.Id == approved.JobId);
            Assert.Equal(3, job.Lines.Count);
            Assert.All(job.Lines, l => Assert.Equal((0m, 0m), (l.QuantityToInvoice, l.NetToInvoice)));
            Assert.Equal(1, await db.OutgoingMessages.CountAsync(m => m.Kind == "invoice"));
        }

        boreal.Portal.Clock.Set(new DateTime(2026, 4, 15, 3, 59, 0, DateTimeKind.Utc));
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)).Issued);
        boreal.Portal.Clock.Set(new DateTime(2026, 4, 15, 4, 0, 0, DateTimeKind.Utc));
        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)).Issued);
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)).Issued);

        invoices = await InvoicesAsync(boreal);
        Assert.Equal(new DateOnly(2026, 4, 15), invoices[1].IssuedOn);
        await using var after = boreal.Portal.Open();
        var message = await after.OutgoingMessages.SingleAsync(m => m.AboutId == invoices[1].Id);
        Assert.Equal(["To marie@erable.example", "Cc eve@erable.example", "Cc jean@erable.example"], message.Recipients.Select(r => $"{r.Role} {r.Address}"));
        Assert.Single(message.Attachments);
    }

    [Theory, EachDatabase]
    public async Task Approve_ByManyAtOnce_HappensOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 1000)], ThirtySeventy);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id), default))));

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal("Quotes.AlreadyApproved", r.Refusal!.Code));
        Assert.Equal(2, (await InvoicesAsync(boreal)).Count);
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.QuoteDecisions.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task Approve_WithoutInvoicesAtApproval_OrdersTheLinesOnly(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 2, 50)]);
        await using (var db = boreal.Portal.Open())
        {
            (await db.LegalEntities.SingleAsync()).InvoicesAtApproval = false;
            await db.SaveChangesAsync();
        }

        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id), default));

        Assert.Empty(await InvoicesAsync(boreal));
        await using var after = boreal.Portal.Open();
        Assert.Equal(2, (await after.Jobs.SelectMany(j => j.Lines).SingleAsync()).QuantityToInvoice);
    }

    [Theory, EachDatabase]
    public async Task Approve_OnBehalfWithoutReason_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 10)]);

        var result = await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id) with { Reason = " " }, default);

        Assert.Equal("Quotes.ReasonNeeded", result.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Approve_ByUserOfAnotherClient_FindsNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 10)]);
        boreal.Portal.User = TestUser.OfClients(4711);

        var result = await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id), default);

        Assert.Equal(Refusal.NotFound, result.Refusal);
    }

    [Theory, EachDatabase]
    public async Task Approve_OnBehalf_OfWhatAColleagueChangedMeanwhile_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 1000));
        async Task<QuoteView> ShownAsync() => Boreal.Value(await boreal.Portal.Get<ShowQuote>().RunAsync(new ShowQuote.Input(id), default));
        var seen = await ShownAsync();
        Boreal.Value(await boreal.Portal.Get<SaveQuoteDraft>().RunAsync(new SaveQuoteDraft.Input(id, seen.Version, seen.Fields with { Title = "Autre chose" }), default));

        var refused = await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(id) with { Version = seen.Version }, default);

        Assert.Equal("Quotes.DocumentChanged", refused.Refusal!.Code);
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(id) with { Version = (await ShownAsync()).Version }, default));
    }

    private static ApproveQuote.Input OnBehalf(long quoteId, params long[] options) =>
        new(quoteId, null, options, null, "Marie Roy", null, "192.0.2.1", "test", "", "par téléphone");

    private static async Task<List<Invoice>> InvoicesAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return await db.Invoices.AsNoTracking().OrderBy(i => i.QuoteStage).ToListAsync();
    }
}
