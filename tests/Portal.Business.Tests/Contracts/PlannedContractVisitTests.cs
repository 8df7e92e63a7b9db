using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts;

/// <summary>What a contract knows of the visits that are planned for it. Today is the 2nd of March 2026.</summary>
public sealed class PlannedContractVisitTests
{
    private static readonly VisitPlan JuneAndSeptember = new(2, [6, 9], null, 60);

    [Theory, EachDatabase]
    public async Task NextInvoice_OfAContractBilledByVisits_IsAfterTheVisitThatIsWantedPlannedOrDone(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 1, 1), BillingFrequency.PerVisit), ContractBook.Line(boreal, "Chaudière", 2, 300, JuneAndSeptember));
        Assert.Equal(new NextInvoice(NextInvoiceBasis.VisitWanted, null, new(2026, 6, 1)), await NextAsync());

        Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new(contract.Id), default));
        await PlanAsync(boreal, new(2026, 6, 1), new(2026, 6, 18));
        Assert.Equal(new NextInvoice(NextInvoiceBasis.VisitPlanned, null, new(2026, 6, 18)), await NextAsync());

        boreal.Portal.Clock.Set(new DateTime(2026, 6, 20, 15, 0, 0, DateTimeKind.Utc));
        Assert.Equal(new DateOnly(2026, 6, 18), (await NextAsync())!.VisitOn);
        boreal.Portal.Clock.Set(new DateTime(2026, 6, 18, 15, 0, 0, DateTimeKind.Utc));
        await using (var db = boreal.Portal.Open())
        {
            var visit = await db.Visits.SingleAsync();
            Boreal.Require(visit.Start(visit.StartsAt));
            Boreal.Require(visit.Finish(visit.EndsAt, null));
            await db.SaveChangesAsync();
        }

        Assert.Equal(new NextInvoice(NextInvoiceBasis.VisitDone, new(2026, 6, 18), null), await NextAsync());
        Assert.Equal(1, (await ContractBook.RunAsync(boreal)).Invoices);
        Assert.Equal(new NextInvoice(NextInvoiceBasis.VisitWanted, null, new(2026, 9, 1)), await NextAsync());

        async Task<NextInvoice?> NextAsync()
        {
            var listed = Boreal.Value(await boreal.Portal.Get<ListContracts>().RunAsync(new(new PageRequest()), default)).Page.Rows;
            var shown = Boreal.Value(await boreal.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).Next;
            Assert.Equal(shown, listed.Single(r => r.Id == contract.Id).Next);
            return shown;
        }
    }

    [Theory, EachDatabase]
    public async Task NextInvoice_OfVisitsBilledInArrears_IsTheEndOfTheYear(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 1, 1), BillingFrequency.PerVisit, BillingTiming.InArrears), ContractBook.Line(boreal, "Chaudière", 2, 300, JuneAndSeptember));

        Assert.Equal(
            new NextInvoice(NextInvoiceBasis.VisitWanted, new(2026, 12, 31), new(2026, 6, 1)), Boreal.Value(await boreal.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).Next);
    }

    [Theory, EachDatabase]
    public Task VisitsPlannedAfterTheEnd_AreShown_AndCancelledTogether_AndAskedForAgainWhenItGoesOn(DatabaseProvider provider) => CallOffAfterTheEndAsync(provider, takenUp: false);

    [Theory, EachDatabase]
    public Task VisitsPlannedAfterTheEnd_OfWhichTheRequestIsTakenUpAgain_AreNotAskedForTwice(DatabaseProvider provider) => CallOffAfterTheEndAsync(provider, takenUp: true);

    private static async Task CallOffAfterTheEndAsync(DatabaseProvider provider, bool takenUp)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Chaudière", 2, 300, JuneAndSeptember));
        Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new(contract.Id), default));
        await PlanAsync(boreal, new(2026, 6, 1), new(2026, 6, 18));
        await PlanAsync(boreal, new(2026, 9, 1), new(2026, 9, 3));
        Assert.Equal([("2026-06-18", false), ("2026-09-03", false)], await ShownAsync());
        var june = (await VisitsAsync()).Single(v => v.On.Month == 6);
        Assert.Equal("Contracts.VisitsChanged", (await CallOffAsync(june)).Refusal?.Code);

        Boreal.Value(await boreal.Portal.Get<EndContract>().RunAsync(new(contract.Id, await VersionAsync(), new(2026, 7, 31), "Départ"), default));

        Assert.Equal([("2026-06-18", false), ("2026-09-03", true)], await ShownAsync());
        var september = (await VisitsAsync()).Single(v => v.IsOutside);
        Assert.Equal("Contracts.VisitsChanged", (await CallOffAsync(september with { Version = september.Version + 1 })).Refusal?.Code);
        boreal.Portal.User = TestUser.With(Permissions.ContractsEdit, Permissions.ContractsView);
        Assert.Equal(Refusal.Forbidden, (await CallOffAsync(september)).Refusal);
        boreal.Portal.User = TestUser.Administrator;
        Boreal.Require(await CallOffAsync(september));

        Assert.Equal([("2026-06-18", false)], await ShownAsync());
        await using (var db = boreal.Portal.Open())
        {
            Assert.Equal([RequestStatus.Planned, RequestStatus.Cancelled], await db.ServiceRequests.OrderBy(r => r.WantedFrom).Select(r => r.Status).ToListAsync());
            Assert.Contains("ne court plus à cette date", (await db.OutgoingMessages.SingleAsync()).TextBody, StringComparison.Ordinal);
        }

        Boreal.Value(await boreal.Portal.Get<ContinueContract>().RunAsync(new(contract.Id, await VersionAsync()), default));
        if (takenUp)
        {
            // Somebody takes the cancelled one up again: it counts for its month.
            Boreal.Require(await ReopenAsync());
            Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new(contract.Id), default)));
        }
        else
        {
            Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new(contract.Id), default)));
            Assert.Equal("Interventions.AskedAnew", (await ReopenAsync()).Refusal?.Code);
        }

        async Task<Result> ReopenAsync()
        {
            await using var db = boreal.Portal.Open();
            var cancelled = await db.ServiceRequests.SingleAsync(r => r.Status == RequestStatus.Cancelled);
            return await boreal.Portal.Get<MoveRequest>().RunAsync(new(cancelled.Id, cancelled.Version, MoveRequest.Step.Reopen), default);
        }

        async Task<int> VersionAsync() => (await ContractBook.FindAsync(boreal, contract.Id)).Version;
        async Task<IReadOnlyList<PlannedContractVisit>> VisitsAsync() => Boreal.Value(await boreal.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).PlannedVisits;
        async Task<IEnumerable<(string, bool)>> ShownAsync() => (await VisitsAsync()).Select(v => (BilledPeriod.KeyOf(v.On), v.IsOutside));
        async Task<Result> CallOffAsync(PlannedContractVisit visit) =>
            await boreal.Portal.Get<CallOffContractVisits>().RunAsync(new(contract.Id, [new(visit.Id, visit.Version)], Notify: true), default);
    }

    [Theory, EachDatabase]
    public async Task VisitsCalledOffTogether_OfSeveralRequests_AreToldInOneMessage(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Chaudière", 2, 300, JuneAndSeptember));
        Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new(contract.Id), default));
        await PlanAsync(boreal, new(2026, 6, 1), new(2026, 6, 18));
        await PlanAsync(boreal, new(2026, 9, 1), new(2026, 9, 3));
        Boreal.Value(await boreal.Portal.Get<EndContract>().RunAsync(new(contract.Id, (await ContractBook.FindAsync(boreal, contract.Id)).Version, new(2026, 5, 31), "Départ"), default));
        var outside = Boreal.Value(await boreal.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).PlannedVisits;

        Boreal.Require(await boreal.Portal.Get<CallOffContractVisits>().RunAsync(new(contract.Id, [.. outside.Select(v => new CallOffContractVisits.Choice(v.Id, v.Version))], Notify: true), default));

        await using var db = boreal.Portal.Open();
        var mail = await db.OutgoingMessages.SingleAsync();
        Assert.All(outside, v => Assert.Contains(Formats.For("fr-CA").LongDate(v.On), mail.TextBody, StringComparison.Ordinal));
        Assert.Equal(2, await db.TimelineEntries.CountAsync(e => e.What == "Interventions.VisitCancelled"));
    }

    [Theory, EachDatabase]
    public async Task ListsOfRequestsAndVisits_AreNarrowedToAContract(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var one = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Chaudière", 2, 300, JuneAndSeptember));
        Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new(one.Id), default));
        await PlanAsync(boreal, new(2026, 6, 1), new(2026, 6, 18));
        var other = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Pompe", 1, 300));

        Assert.Equal((2, 1), await CountAsync(one.Id));
        Assert.Equal((0, 0), await CountAsync(other.Id));
        var find = boreal.Portal.Get<FindForRequestFilter>();
        Assert.Equal(2, Boreal.Value(await find.RunAsync(new(FindForRequestFilter.Subject.Contract), default)).Count);
        boreal.Portal.User = TestUser.With(Permissions.InterventionsView);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<FindForRequestFilter>().RunAsync(new(FindForRequestFilter.Subject.Contract), default)).Refusal);

        async Task<(int Requests, int Visits)> CountAsync(long id) => (
            Boreal.Value(await boreal.Portal.Get<ListRequests>().RunAsync(new(new PageRequest(), ContractId: id), default)).Total,
            Boreal.Value(await boreal.Portal.Get<ListVisits>().RunAsync(new(new PageRequest(), ListVisits.Choice.All, ContractId: id), default)).Total);
    }

    [Theory, EachDatabase]
    public async Task VisitsPlannedInARest_OrAfterTheEndOfTheirLine_AreShown(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await ContractBook.AddAsync(boreal, ContractBook.Head(new DateOnly(2026, 1, 1)), ContractBook.Line(boreal, "Chaudière", 2, 300, JuneAndSeptember));
        Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new(contract.Id), default));
        await PlanAsync(boreal, new(2026, 6, 1), new(2026, 6, 18));
        await PlanAsync(boreal, new(2026, 9, 1), new(2026, 9, 3));

        await ContractBook.ChangeAsync(boreal, contract.Id, c =>
        {
            Boreal.Require(c.Pause(new DateOnly(2026, 6, 10), "Travaux"));
            Boreal.Require(c.Resume(new DateOnly(2026, 7, 1)));
            Boreal.Require(c.Lines[0].End(new DateOnly(2026, 8, 31), null));
        });

        Assert.Equal([true, true], Boreal.Value(await boreal.Portal.Get<ShowContract>().RunAsync(contract.Id, default)).PlannedVisits.Select(v => v.IsOutside));
    }

    private static async Task PlanAsync(Boreal boreal, DateOnly wanted, DateOnly on)
    {
        await using var db = boreal.Portal.Open();
        var request = await db.ServiceRequests.SingleAsync(r => r.WantedFrom == wanted);
        var at = boreal.Entity.ToUtc(on, new TimeOnly(9, 0));
        var visit = new Visit(request, $"V-{on:yyyyMMdd}", null, at, at.AddHours(1), at);
        Boreal.Require(visit.Confirm());
        request.Follow([VisitStatus.Confirmed]);
        db.Add(visit);
        await db.SaveChangesAsync();
    }
}
