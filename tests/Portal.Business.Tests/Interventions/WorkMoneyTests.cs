using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Payments;
using Portal.Business.Tests.Invoicing;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

/// <summary>What was agreed on stays agreed on along the paths from work to money, and nothing is lost or done twice.</summary>
public sealed class WorkMoneyTests
{
    [Theory, EachDatabase]
    public async Task RetentionOfTheJob_IsOnQuotesAndInvoicesOfItsRequests(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175));
        var other = await boreal.RequestAsync(boreal.Line("Étude", 1, 90));
        await HoldBackAsync(boreal, request.JobId, 10);
        await HoldBackAsync(boreal, other.JobId, 10);

        var invoice = Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new InvoiceRequest.Input(request.Id), default));
        var quote = Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(other.Id), default));

        Assert.Equal(10m, (await boreal.FindAsync(invoice)).RetentionPercent);
        await using var db = boreal.Portal.Open();
        Assert.Equal(10m, (await db.Quotes.SingleAsync(q => q.Id == quote)).RetentionPercent);
    }

    [Theory, EachDatabase]
    public async Task Merge_ThatWouldLoseARetention_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (from, into) = (await boreal.JobAsync(), await boreal.JobAsync("Vitrine"));
        await HoldBackAsync(boreal, from, 10);
        async Task<Result> MergeAsync() => await boreal.Portal.Get<MergeJobs>().RunAsync(new MergeJobs.Input(from, await boreal.JobVersionAsync(from), into), default);
        Assert.Equal("JobFolders.OtherRetention", (await MergeAsync()).Refusal!.Code);

        await HoldBackAsync(boreal, into, 10);

        Boreal.Require(await MergeAsync());
    }

    [Theory, EachDatabase]
    public async Task QuoteOfARequest_ByOneWhoMayNotQuote_IsForbidden(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var request = await boreal.RequestAsync(boreal.Line("Pose", 1, 175));
        boreal.Portal.User = new TestUser(null, "Aide", [Permissions.InterventionsView, Permissions.InterventionsEdit], ClientScope.Everyone);

        Assert.Equal(RefusalKind.Forbidden, (await boreal.Portal.Get<QuoteRequest>().RunAsync(new QuoteRequest.Input(request.Id), default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, Boreal.Value(await boreal.Portal.Get<ShowRequest>().RunAsync(new ShowRequest.Input(request.Id), default)).May.Quote!.Kind);
    }

    [Theory, EachDatabase]
    public async Task Technician_BillsTheVisitThatTheyDo_AndMakesNoOtherInvoice(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        scene.As(scene.LeadId);
        Assert.Equal(RefusalKind.Forbidden, (await scene.Portal.Get<DraftInvoice>().RunAsync(new(scene.Boreal.Client.Id, null), default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await scene.Portal.Get<InvoiceRequest>().RunAsync(new(scene.Request.Id, scene.VisitId), default)).Refusal!.Kind);
        Boreal.Require(await scene.StartAsync());
        Boreal.Require(await scene.PartAsync(await scene.ProductAsync(), Guid.NewGuid()));
        Boreal.Require(await scene.FinishAsync());

        scene.As(scene.LeadId, Permissions.InterventionsBill);
        Assert.Equal(RefusalKind.Forbidden, (await scene.Portal.Get<InvoiceVisit>().RunAsync(new(scene.VisitId, Guid.NewGuid()), default)).Refusal!.Kind);
        scene.As(scene.LeadId);
        var invoice = Boreal.Value(await scene.Portal.Get<InvoiceVisit>().RunAsync(new(scene.VisitId, Guid.NewGuid()), default));

        await using var db = scene.Portal.Open();
        Assert.True(await db.Invoices.AnyAsync(i => i.Id == invoice && i.Number != null));
        Assert.Equal(RefusalKind.Forbidden, (await scene.Portal.Get<IssueInvoice>().RunAsync(new(invoice), default)).Refusal!.Kind);
    }

    [Theory, EachDatabase]
    public async Task AttachedInvoice_ThatIsReadyToSend_IsSentOnce(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var invoice = await IssuedAsync(scene);
        scene.As(scene.LeadId);
        var input = new AttachVisitInvoice.Input(scene.VisitId, Guid.NewGuid(), invoice);

        var first = await scene.Portal.Get<AttachVisitInvoice>().RunAsync(input, default);
        var again = await scene.Portal.Get<AttachVisitInvoice>().RunAsync(input, default);

        Assert.True(first.Succeeded, first.Refusal?.Code);
        Assert.True(again.Succeeded, again.Refusal?.Code);
        await using var db = scene.Portal.Open();
        Assert.Equal(1, await db.OutgoingMessages.CountAsync(m => m.AboutType == nameof(Invoice) && m.AboutId == invoice));
    }

    [Theory, EachDatabase]
    public async Task Visit_ThatDoesNotTakePlace_TakesNoInvoice(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var invoice = await IssuedAsync(scene);
        var visit = await scene.ReadAsync();
        Boreal.Require(await scene.Portal.Get<CallOffVisit>().RunAsync(new CallOffVisit.Input(visit.Id, visit.Version, "Client absent"), default));

        var attached = await scene.Portal.Get<AttachVisitInvoice>().RunAsync(new AttachVisitInvoice.Input(visit.Id, Guid.NewGuid(), invoice), default);

        Assert.Equal("Interventions.VisitNotFromThisStatus", attached.Refusal!.Code);
        Assert.Null((await scene.ReadAsync()).InvoiceId);
    }

    [Theory, EachDatabase]
    public async Task VisitInvoice_CreditedInFull_FreesTheVisit_AndTheSameTapBillsNothingAnew(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        await scene.StartAsync();
        await scene.PartAsync(await scene.ProductAsync());
        var tap = new InvoiceVisit.Input(scene.VisitId, Guid.NewGuid(), Send: false);
        var first = Boreal.Value(await scene.Portal.Get<InvoiceVisit>().RunAsync(tap, default));
        scene.AsAdministrator();
        await using (var db = scene.Portal.Open())
        {
            (await db.Invoices.SingleAsync(i => i.Id == first)).HandOver(AccountingState.HandedOver);
            await db.SaveChangesAsync();
        }

        Boreal.Value(await scene.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(first, (await scene.Boreal.FindAsync(first)).Version, null, true, "Erreur", false), default));

        Assert.Null((await scene.ReadAsync()).InvoiceId);
        Assert.Equal(first, Boreal.Value(await scene.Portal.Get<InvoiceVisit>().RunAsync(tap, default)));
        Assert.NotEqual(first, Boreal.Value(await scene.Portal.Get<InvoiceVisit>().RunAsync(tap with { Key = Guid.NewGuid() }, default)));
    }

    [Theory, EachDatabase]
    public async Task Payment_IsChecked_AndOneWhoseAnswerWasLost_IsAnsweredAgainAndNotedOnTheVisit(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        await scene.StartAsync();
        await scene.PartAsync(await scene.ProductAsync());
        Boreal.Value(await scene.Portal.Get<InvoiceVisit>().RunAsync(new InvoiceVisit.Input(scene.VisitId, Guid.NewGuid()), default));
        var form = new PayVisit.Input(scene.VisitId, Guid.NewGuid(), PaymentMethod.Cash, 57.49m, "");
        Assert.Equal(["Payments.AmountOutOfRange"], (await scene.Portal.Get<PayVisit>().RunAsync(form with { Amount = 0 }, default)).Refusals.Select(r => r.Code));
        Assert.Equal(["Payments.TooManyDecimals"], (await scene.Portal.Get<PayVisit>().RunAsync(form with { Amount = 10.005m }, default)).Refusals.Select(r => r.Code));
        Assert.Equal(["Interventions.MoreThanOwed"], (await scene.Portal.Get<PayVisit>().RunAsync(form with { Amount = 57.50m }, default)).Refusals.Select(r => r.Code));
        var paid = Boreal.Value(await scene.Portal.Get<PayVisit>().RunAsync(form, default));
        await using var db = scene.Portal.Open();
        await db.VisitSteps.Where(s => s.Kind == VisitStepKind.Paid).ExecuteDeleteAsync();

        var again = await scene.Portal.Get<PayVisit>().RunAsync(form, default);

        Assert.Equal(paid, Boreal.Value(again));
        Assert.Equal(57.49m, (await db.Payments.SingleAsync()).Amount);
        Assert.Equal(1, await db.VisitSteps.CountAsync(s => s.Kind == VisitStepKind.Paid));
    }

    /// <summary>An invoice of the visit's job that was issued and not sent.</summary>
    private static async Task<long> IssuedAsync(VisitScene scene)
    {
        scene.AsAdministrator();
        await scene.Boreal.JobLineAsync(scene.Request.JobId, 1, 100);
        return Boreal.Value(await scene.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, scene.Request.JobId, Issue: true), default));
    }

    private static async Task HoldBackAsync(Boreal boreal, long jobId, decimal percent) => Boreal.Value(await boreal.Portal.Get<ChangeJob>().RunAsync(
        new ChangeJob.Input(jobId, await boreal.JobVersionAsync(jobId), "Enseigne", "", null, null, RetentionPercent: percent), default));
}
