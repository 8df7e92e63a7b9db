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
using static Portal.Business.Tests.Invoicing.DepositTests;

namespace Portal.Business.Tests.Invoicing;

/// <summary>A deposit is no more than its job has left to invoice.</summary>
public sealed class DepositRoomTests
{
    [Theory, EachDatabase]
    public async Task Deposit_ThatWaitsWhileTheWholeJobIsInvoiced_IsNamedThere_AndNotIssuedOnTop(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var job = await JobAsync(boreal, 1000);
        boreal.Portal.User = Clerk;
        var deposit = Boreal.Value(await DraftAsync(boreal, job, 30));
        var final = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job), default));
        Assert.Equal((deposit, (DateOnly?)null, 360m), Boreal.Value(await boreal.Portal.Get<ListJobDeposits>().RunAsync(new([job]), default)).Select(d => (d.Id, d.IssuedOn, d.Left)).Single());
        Assert.Equal((deposit, (DateOnly?)null, 360m), Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(final), default)).OpenDeposits!.Select(d => (d.Id, d.IssuedOn, d.Left)).Single());

        var refused = await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default);

        Assert.Equal("Invoicing.DepositAboveJob", refused.Refusal!.Code);
        Assert.Contains(Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(deposit), default)).Missing, m => m.Code == "Invoicing.DepositAboveJob");
        Assert.Equal((1, 0), await PlanAsync(boreal, deposit));

        // Deducted from the invoice of the work, it may be issued, and has to be before that.
        Boreal.Value(await boreal.Portal.Get<DeductDeposits>().RunAsync(new DeductDeposits.Input(final, (await boreal.FindAsync(final)).Version, [deposit]), default));
        Assert.Equal("Invoicing.DepositNotIssued", (await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(final), default)).Refusal!.Code);
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(final), default));
        Assert.Equal(1200m, (await boreal.FindAsync(deposit)).Total + (await boreal.FindAsync(final)).Total);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<ListJobDeposits>().RunAsync(new([job]), default)));
        await BooksAreRightAsync(boreal);

        // The scheduler has every permission, and uses none to bill twice.
        static async Task<(int, int)> PlanAsync(Boreal boreal, long id)
        {
            var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default));
            Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
                new(id, shown.Version, shown.Head with { PlannedOn = shown.Seller.Today }, [.. shown.Lines.Select(l => new ProformaLines.Line(l.Id, l.Source, null, null, l.Values))]), default));
            var run = Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default));
            return (run.NeedAttention, run.Issued);
        }
    }

    [Theory, EachDatabase]
    public async Task Deposit_AboveWhatTheJobHasLeft_IsRefused_UnlessThePersonMayOverInvoice(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var job = await JobAsync(boreal, 1000);
        var administrator = boreal.Portal.User;
        boreal.Portal.User = Clerk;
        var first = Boreal.Value(await DraftAsync(boreal, job, 60));

        Assert.Equal(("Invoicing.DepositAboveJob", "Percent"), (await DraftAsync(boreal, job, 50)).Refusal is { } r ? (r.Code, r.Field) : default);
        Assert.Equal("Amount", (await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, null, 400.01m), default)).Refusal!.Field);
        Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, null, 480m, TaxIncluded: true), default));
        Assert.Equal("Invoicing.DepositAboveJob", (await RaiseAsync(boreal, first, 600.01m)).Refusal!.Code);
        Boreal.Value(await RaiseAsync(boreal, first, 500m));

        boreal.Portal.User = administrator;
        Boreal.Value(await DraftAsync(boreal, job, 20));
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.TimelineEntries.CountAsync(e => e.What == "Invoicing.DepositAboveJob"));
    }

    [Theory, EachDatabase]
    public async Task Deposits_OfTheWholeJob_DraftedByTwoAtOnce_AreOne(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var job = await JobAsync(boreal, 1000);
        boreal.Portal.User = Clerk;

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => DraftAsync(boreal, job, 100))));

        Assert.Single(results, r => r.Succeeded);
    }

    [Theory, EachDatabase]
    public async Task DepositAmount_AfterAPartWasInvoiced_IsTaxedLikeWhatIsLeft(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var job = await JobAsync(boreal, 500);
        long other;
        await using (var db = boreal.Portal.Open())
        {
            other = await db.TaxCodes.Where(c => c.LegalEntityId == boreal.Entity.Id && c.Code == "TVA10").Select(c => c.Id).SingleAsync();
            var version = await db.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
            Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(new AddJobLine.Input(job, version, null, "Rénovation", 1, "", 500, 0, other, boreal.Income.Id), default));
            var line = await db.Set<JobLine>().SingleAsync(l => l.TaxCodeId != other);
            Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, [new(line.Id, 1)], Issue: true), default));
        }

        boreal.Portal.User = Clerk;
        var deposit = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(null, job, null, 200m), default)));
        var share = await boreal.FindAsync(Boreal.Value(await DraftAsync(boreal, job, 30)));

        Assert.Equal((other, 200m), deposit.Lines.Select(l => (l.TaxCodeId, l.Net)).Single());
        Assert.Equal((other, 300m), share.Lines.Select(l => (l.TaxCodeId, l.Net)).Single());
    }

    private static TestUser Clerk => TestUser.Administrator with { Permissions = [.. Permissions.All.Where(p => p != Permissions.InvoicesOverInvoice)] };

    private static Task<Result<long>> DraftAsync(Boreal boreal, long job, decimal percent) =>
        boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, percent, null), default);

    private static async Task<Result<int>> RaiseAsync(Boreal boreal, long id, decimal net)
    {
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));
        return await boreal.Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, shown.Version, shown.Head, [.. shown.Lines.Select(l => new ProformaLines.Line(l.Id, l.Source, null, null, l.Values with { UnitPrice = net }))]), default);
    }
}
