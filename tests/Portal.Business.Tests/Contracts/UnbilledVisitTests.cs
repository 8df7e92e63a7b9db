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

/// <summary>Visits left unfinished whose request is finished by hand. Today is the 2nd of March 2026.</summary>
public sealed class UnbilledVisitTests
{
    [Theory, EachDatabase]
    public async Task FinishedByHand_TheUnfinishedVisitIsNamed_NotBilled_AndCountedFromTheContract(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await UnfinishedAsync(boreal, BillingFrequency.PerVisit);
        var before = (await ShownAsync(boreal)).Unbilled!;
        Assert.Equal((contract.Id, true, true, "Une pièce manque"), (before.ContractId, before.PerVisit, before.Bills, before.Visits.Single().Left));
        Assert.Empty(await UnbilledAsync(boreal, contract.Id));

        Boreal.Require(await FinishAsync(boreal, countDone: false));
        Assert.Equal(0, (await ContractBook.RunAsync(boreal)).Invoices);
        var unbilled = await UnbilledAsync(boreal, contract.Id);
        Assert.Equal(new DateOnly(2026, 3, 2), unbilled.Single().On);

        boreal.Portal.User = TestUser.With(Permissions.ContractsView, Permissions.ContractsEdit);
        Assert.Equal(Refusal.Forbidden, (await CountAsync(unbilled[0])).Refusal);
        boreal.Portal.User = TestUser.Administrator;
        Assert.Equal("Contracts.VisitsChanged", (await CountAsync(unbilled[0] with { Version = 99 })).Refusal?.Code);
        Boreal.Require(await CountAsync(unbilled[0]));
        Assert.Equal("Contracts.VisitsChanged", (await CountAsync(unbilled[0])).Refusal?.Code);

        Assert.Empty(await UnbilledAsync(boreal, contract.Id));
        Assert.Equal(RequestStatus.Done, (await ShownAsync(boreal)).Status);
        Assert.Equal(1, (await ContractBook.RunAsync(boreal)).Invoices);
        Assert.Equal(["2026-03-02..2026-03-02 300.00"], ContractBook.Lines(await ContractBook.InvoicesAsync(boreal)));

        Task<Result> CountAsync(UnbilledVisit visit) => boreal.Portal.Get<CountVisitsDone>().RunAsync(new(contract.Id, [new(visit.Id, visit.Version)]), default);
    }

    [Theory, EachDatabase]
    public async Task FinishedByHand_ByWhoeverMayBill_TheVisitCountsAsDone_InOneStep(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await UnfinishedAsync(boreal, BillingFrequency.PerVisit);
        boreal.Portal.User = TestUser.With(Permissions.InterventionsEdit, Permissions.InterventionsView);
        Assert.Equal(Refusal.Forbidden, (await FinishAsync(boreal, countDone: true)).Refusal);
        boreal.Portal.User = TestUser.Administrator;

        Boreal.Require(await FinishAsync(boreal, countDone: true));

        Assert.Empty(await UnbilledAsync(boreal, contract.Id));
        Assert.Contains((await ShownAsync(boreal)).Timeline, r => r.Text.Contains("counts as done", StringComparison.Ordinal));
        Assert.Equal(1, (await ContractBook.RunAsync(boreal)).Invoices);
    }

    [Theory, EachDatabase]
    public async Task ContractThatClosedByItself_GoesOnForTheVisitThatCounts_UntilItIsBilled(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await UnfinishedAsync(boreal, BillingFrequency.PerVisit, new DateOnly(2026, 12, 31));
        Boreal.Require(await FinishAsync(boreal, countDone: false));
        await using (var db = boreal.Portal.Open())
        {
            await db.Contracts.Where(c => c.Id == contract.Id)
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.Status, ContractStatus.Ended).SetProperty(x => x.NextInvoiceOn, (DateOnly?)null));
        }

        var unbilled = Assert.Single(await UnbilledAsync(boreal, contract.Id));
        Boreal.Require(await boreal.Portal.Get<CountVisitsDone>().RunAsync(new(contract.Id, [new(unbilled.Id, unbilled.Version)]), default));

        Assert.Equal(ContractStatus.Active, (await ContractBook.FindAsync(boreal, contract.Id)).Status);
        Assert.Equal((1, 0), ((await ContractBook.RunAsync(boreal)).Invoices, (await ContractBook.RunAsync(boreal)).Invoices));
    }

    [Theory, EachDatabase]
    public async Task ContractThatIsNotInForce_BillsNoVisit_AndOneBilledByPeriods_SaysNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var contract = await UnfinishedAsync(boreal, BillingFrequency.PerVisit);
        await using (var db = boreal.Portal.Open())
        {
            await db.Contracts.Where(c => c.Id == contract.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Status, ContractStatus.Cancelled));
        }

        Assert.False((await ShownAsync(boreal)).Unbilled!.Bills);
        Assert.Equal("Interventions.ContractBillsNoVisit", (await FinishAsync(boreal, countDone: true)).Refusal?.Code);
        Boreal.Require(await FinishAsync(boreal, countDone: false));
        Assert.Empty(await UnbilledAsync(boreal, contract.Id));

        await using var other = await Boreal.QuebecAsync(provider);
        await UnfinishedAsync(other, BillingFrequency.Yearly);
        Assert.Null((await ShownAsync(other)).Unbilled);
    }

    private static async Task<Contract> UnfinishedAsync(Boreal boreal, BillingFrequency frequency, DateOnly? endsOn = null)
    {
        var contract = await ContractBook.AddAsync(
            boreal, ContractBook.Head(new DateOnly(2026, 1, 1), frequency) with { EndsOn = endsOn, RenewsAutomatically = endsOn is null, NoticeDays = endsOn is null ? 30 : 0 }, ContractBook.Line(boreal, "Chaudière", 2, 300, new VisitPlan(2, [3, 9], null, 60)));
        Boreal.Value(await boreal.Portal.Get<GenerateRequests>().RunAsync(new(contract.Id), default));
        await using var db = boreal.Portal.Open();
        var request = await db.ServiceRequests.OrderBy(r => r.WantedFrom).FirstAsync();
        var at = boreal.Entity.ToUtc(new DateOnly(2026, 3, 2), new TimeOnly(9, 0));
        var visit = new Visit(request, "V-1", null, at, at.AddHours(1), at);
        Boreal.Require(visit.Confirm());
        Boreal.Require(visit.Start(at));
        Boreal.Require(visit.Finish(at.AddHours(1), "Une pièce manque"));
        request.Follow([visit.Status]);
        db.Add(visit);
        await db.SaveChangesAsync();
        return contract;
    }

    private static async Task<RequestView> ShownAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var id = await db.ServiceRequests.OrderBy(r => r.WantedFrom).Select(r => r.Id).FirstAsync();
        return Boreal.Value(await boreal.Portal.Get<ShowRequest>().RunAsync(new(id), default));
    }

    private static async Task<IReadOnlyList<UnbilledVisit>> UnbilledAsync(Boreal boreal, long contractId) =>
        Boreal.Value(await boreal.Portal.Get<ShowContract>().RunAsync(contractId, default)).UnbilledVisits;

    private static async Task<Result> FinishAsync(Boreal boreal, bool countDone)
    {
        await using var db = boreal.Portal.Open();
        var request = await db.ServiceRequests.OrderBy(r => r.WantedFrom).FirstAsync();
        return await boreal.Portal.Get<MoveRequest>().RunAsync(new(request.Id, request.Version, MoveRequest.Step.Finish, "Réglé au téléphone", countDone), default);
    }
}
