using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Scheduled;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>Requests that contracts generate, their visits, and what is billed and corrected by them. Today is the 2nd of March 2026.</summary>
public sealed class VisitBillingTests
{
    private static readonly VisitPlan MarchAndSeptember = new(2, [3, 9], null, 60);

    [Theory, EachDatabase]
    public async Task Requests_TwiceAYearInMarchAndSeptember_GiveTwo_HoweverOftenTheyAreGenerated(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Chaudière", 2, 300, MarchAndSeptember));

        var first = Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new GenerateRequests.Input(contract.Id), default));
        var second = Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new GenerateRequests.Input(contract.Id), default));
        var scheduled = Boreal.Value(await boreal.Portal.Get<GenerateContractRequests>().RunAsync(new GenerateContractRequests.Input(), default));

        await using var db = boreal.Portal.Open();
        var requests = await db.ServiceRequests.AsNoTracking().Include(r => r.Lines).OrderBy(r => r.WantedFrom).ToListAsync();
        Assert.Equal((2, 0, 0), (first, second, scheduled.Made));
        Assert.Equal(
            [(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)), (new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 30))], requests.Select(r => (r.WantedFrom!.Value, r.WantedTo!.Value)));
        Assert.All(requests, r => Assert.Equal(
            (contract.Lines[0].Id, RequestOrigin.Contract, RequestStatus.ToPlan, WorkLineState.Contract), (r.ContractLineId, r.Origin, r.Status, r.Lines.Single().State)));
        Assert.Single(requests.Select(r => r.JobId).Distinct());
    }

    [Theory, EachDatabase]
    public async Task Requests_AreNotGeneratedForDaysOfRest_NorAfterTheLastDay_AndAnAmendmentMakesNoneAnew(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var plan = new VisitPlan(4, [3, 6, 9, 12], null, 60);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Chaudière", 4, 300, plan));
        await ContractBook.ChangeAsync(boreal, contract.Id, c =>
        {
            Boreal.Require(c.Pause(new DateOnly(2026, 5, 20), "Travaux"));
            Boreal.Require(c.Resume(new DateOnly(2026, 6, 11)));
            Boreal.Require(c.End(new DateOnly(2026, 10, 31), "Départ", null));
        });
        Assert.Equal(3, Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new GenerateRequests.Input(contract.Id), default)));
        await ContractBook.ChangeAsync(boreal, contract.Id, c =>
            c.Lines.Add(Boreal.Value(c.Lines[0].Amend(c, new DateOnly(2026, 3, 15), c.Lines[0].Current with { UnitPrice = 400 }, null))));

        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new GenerateRequests.Input(contract.Id), default)));
        await using var db = boreal.Portal.Open();
        Assert.Equal(
            ["2026-03-01", "2026-06-11", "2026-09-01"],
            (await db.ServiceRequests.OrderBy(r => r.WantedFrom).Select(r => r.WantedFrom!.Value).ToListAsync()).Select(BilledPeriod.KeyOf));
    }

    [Theory, EachDatabase]
    public async Task Requests_ThatStaffDeleted_AreNotMadeAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Chaudière", 2, 300, MarchAndSeptember));
        Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new GenerateRequests.Input(contract.Id), default));
        await using var db = boreal.Portal.Open();
        var request = await db.ServiceRequests.AsNoTracking().OrderBy(r => r.WantedFrom).FirstAsync();

        Boreal.Require(await boreal.Portal.Get<Business.Interventions.UseCases.DeleteRequest>().RunAsync(new(request.Id, request.Version), default));

        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new GenerateRequests.Input(contract.Id), default)));
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<GenerateContractRequests>().RunAsync(new GenerateContractRequests.Input(), default)).Made);
        Assert.Equal(new DateOnly(2026, 9, 1), await db.ServiceRequests.Select(r => r.WantedFrom).SingleAsync());
    }

    [Theory, EachDatabase]
    public async Task Requests_WantedAfterTheEndOrInARest_AreWithdrawn_AndMadeAgainWhenItGoesOn(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var plan = new VisitPlan(3, [3, 6, 9], null, 60);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Chaudière", 3, 300, plan));
        Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new GenerateRequests.Input(contract.Id), default));
        Assert.Equal([3, 6, 9], await WantedAsync(boreal));

        Boreal.Value(await boreal.Portal.Get<EndContract>().RunAsync(new(contract.Id, await VersionAsync(), new(2026, 6, 30), "Départ"), default));
        Assert.Equal([3, 6], await WantedAsync(boreal));
        Boreal.Value(await boreal.Portal.Get<ContinueContract>().RunAsync(new(contract.Id, await VersionAsync()), default));
        Boreal.Value(await boreal.Portal.Get<PauseContract>().RunAsync(new(contract.Id, await VersionAsync(), new(2026, 5, 1), "Travaux"), default));
        Assert.Equal([3], await WantedAsync(boreal));
        await boreal.Portal.Get<GenerateContractRequests>().RunAsync(new GenerateContractRequests.Input(), default);
        Assert.Equal([3], await WantedAsync(boreal));

        Boreal.Value(await boreal.Portal.Get<ResumeContract>().RunAsync(new(contract.Id, await VersionAsync(), new(2026, 8, 1)), default));
        await boreal.Portal.Get<GenerateContractRequests>().RunAsync(new GenerateContractRequests.Input(), default);
        Assert.Equal([3, 9], await WantedAsync(boreal));

        async Task<int> VersionAsync() => (await ContractBook.FindAsync(boreal, contract.Id)).Version;
    }

    [Theory, EachDatabase]
    public async Task Requests_OfAContractThatRestsLater_AreMadeForTheDaysBefore(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Chaudière", 2, 300, MarchAndSeptember));
        Boreal.Value(await boreal.Portal.Get<PauseContract>().RunAsync(new(contract.Id, contract.Version, new(2026, 6, 1), "Travaux"), default));

        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<GenerateContractRequests>().RunAsync(new GenerateContractRequests.Input(), default)).Made);

        Assert.Equal([3], await WantedAsync(boreal));
    }

    private static async Task<IEnumerable<int>> WantedAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return (await db.ServiceRequests.OrderBy(r => r.WantedFrom).Select(r => r.WantedFrom!.Value).ToListAsync()).Select(d => d.Month);
    }

    [Theory, EachDatabase]
    public async Task PerVisit_EachDoneVisitIsBilledOnce_DatedItsDay(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 1, 1), BillingFrequency.PerVisit), ContractBook.Line(boreal, "Chaudière", 2, 300, MarchAndSeptember));
        Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new GenerateRequests.Input(contract.Id), default));
        await VisitAsync(boreal, contract.Lines[0].Id, new DateOnly(2026, 3, 2));

        Assert.Equal(1, (await ContractBook.RunAsync(boreal)).Invoices);
        Assert.Equal(0, (await ContractBook.RunAsync(boreal)).Invoices);
        Assert.Equal(["2026-03-02..2026-03-02 300.00"], ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)));
    }

    [Theory]
    [EachDatabaseWith(1, -100)]
    [EachDatabaseWith(2, 0)]
    [EachDatabaseWith(3, 100)]
    public async Task Revision_OnTheLastDay_CorrectsWhatWasBilledByWhatWasVisited_Once(DatabaseProvider provider, int visits, int expected)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2025, 3, 1), BillingFrequency.Yearly) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Chaudière", 2, 100, MarchAndSeptember));
        boreal.Portal.Clock.Set(new DateTime(2025, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);
        await HandOverAsync(boreal);
        boreal.Portal.Clock.Set(new DateTime(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        await RequestAsync(boreal, contract);
        for (var i = 0; i < visits; i++)
        {
            await VisitAsync(boreal, contract.Lines[0].Id, new DateOnly(2025, 6, 1 + i));
        }

        var first = await ContractBook.RunAsync(boreal);
        var second = await ContractBook.RunAsync(boreal);

        var invoices = await ContractBook.InvoicesAsync(boreal);
        Assert.Equal((expected == 0 ? 1 : 2, 0, 0), (first.Invoices, second.Invoices, first.Parked + first.Failed));
        Assert.Equal(200 + expected + 200, invoices.Sum(i => i.Kind == InvoiceKind.CreditNote ? -i.Net : i.Net));
        Assert.NotNull((await ContractBook.FindAsync(boreal, contract.Id)).Periods.Single(p => p.Number == 1).RevisedAt);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<Operations.VerifyBooks>().RunAsync(default)).Differences);
    }

    /// <summary>The last period and what is to be credited of it fall on one day: the one is billed, the other credited once it is in the accounts.</summary>
    [Theory, EachDatabase]
    public async Task Revision_ToBeCredited_OnTheDayOfTheLastPeriodInArrears_StandsInTheWayOfNeither(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2025, 3, 1), BillingFrequency.Yearly, BillingTiming.InArrears) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Chaudière", 2, 100, MarchAndSeptember));
        boreal.Portal.Clock.Set(new DateTime(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        await boreal.JobAsync("Entretien");
        await RequestAsync(boreal, contract);
        await VisitAsync(boreal, contract.Lines[0].Id, new DateOnly(2025, 6, 1));

        await ContractBook.RunAsync(boreal);
        await HandOverAsync(boreal);
        await ContractBook.RunAsync(boreal);
        await ContractBook.RunAsync(boreal);

        Assert.Equal([200m, -100m], (await ContractBook.InvoicesAsync(boreal)).OrderBy(i => i.Id).Select(i => i.Kind == InvoiceKind.CreditNote ? -i.Net : i.Net));
        Assert.Empty(await ContractBook.ParkedAsync(boreal));
    }

    [Theory, EachDatabase]
    public async Task Revision_ToBeCredited_OnAProforma_WaitsForAPerson(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2025, 3, 1), BillingFrequency.Yearly) with { Revision = ContractRevision.LastDay };
        await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Chaudière", 2, 100, MarchAndSeptember));

        await ContractBook.RunAsync(boreal);
        Assert.Equal(["2026-02-28 Contracts.RevisionToCredit"], await ContractBook.ParkedAsync(boreal));
        var parked = Boreal.Value(await boreal.Portal.Get<ListParkedBillings>().RunAsync(new ListParkedBillings.Input(), default)).Rows[0];
        Boreal.Require(await boreal.Portal.Get<ReleaseParked>().RunAsync([new(parked.Id, parked.Version)], default));
        var preview = await ContractBook.PreviewAsync(boreal);
        Assert.Equal((1, 1, "Invoicing.NotCreditable"), (preview.Parked, preview.Rows.Total, preview.Rows.Rows[0].Reasons.Single().Code));
        await ContractBook.RunAsync(boreal);

        Assert.Equal(["2026-02-28 Invoicing.NotCreditable"], await ContractBook.ParkedAsync(boreal));
    }

    [Theory, EachDatabase]
    public async Task Revision_OfAYearThatGoesOn_IsNeitherAnnouncedNorBilledAhead(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2026, 3, 1), BillingFrequency.Yearly) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Chaudière", 2, 100, MarchAndSeptember));

        var schedule = Boreal.Value(await boreal.Portal.Get<PreviewContract>().RunAsync(contract.Id, default));
        var preview = await ContractBook.PreviewAsync(boreal, new PreviewBilling.Input(new DateOnly(2027, 2, 28)));
        var forecast = Boreal.Value(await boreal.Portal.Get<ForecastContracts>().RunAsync(default));
        var ahead = await ContractBook.RunAsync(boreal, new RunBilling.Input(new DateOnly(2027, 2, 28)));

        Assert.All(schedule.Invoices, i => Assert.Equal(200m, i.Net));
        Assert.Equal([200m], preview.Rows.Rows.Select(r => r.Net));
        Assert.Equal((1, 0, 0), (ahead.Invoices, ahead.Parked, ahead.Failed));
        Assert.All((await ContractBook.FindAsync(boreal, contract.Id)).Periods, p => Assert.Null(p.RevisedAt));
        Assert.Equal(200m, forecast.Totals.Sum(t => t.Net));
    }

    internal static async Task RequestAsync(Boreal boreal, Contract contract)
    {
        await using var db = boreal.Portal.Open();
        var job = await db.Jobs.FirstAsync();
        var request = new ServiceRequest(boreal.Entity.Id, boreal.Client.Id, job.Id, "R-1", boreal.Client.Currency, RequestOrigin.Contract, boreal.Portal.Clock.GetUtcNow().UtcDateTime)
        {
            ContractLineId = contract.Lines[0].Id,
        };
        db.Add(request);
        await db.SaveChangesAsync();
    }

    private static int number;

    internal static async Task VisitAsync(Boreal boreal, long lineId, DateOnly on)
    {
        await using var db = boreal.Portal.Open();
        var request = await db.ServiceRequests.FirstAsync(r => r.ContractLineId == lineId);
        var at = boreal.Entity.ToUtc(on, new TimeOnly(9, 0));
        var visit = new Visit(request, "V-" + Interlocked.Increment(ref number), null, at, at.AddHours(1), at);
        Boreal.Require(visit.Confirm());
        Boreal.Require(visit.Start(at));
        Boreal.Require(visit.Finish(at.AddHours(1), null));
        db.Add(visit);
        await db.SaveChangesAsync();
    }

    internal static async Task HandOverAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        foreach (var invoice in await db.Invoices.Where(i => i.Number != null).ToListAsync())
        {
            invoice.HandOver(AccountingState.HandedOver);
        }

        await db.SaveChangesAsync();
    }
}
