using Portal.Business.Common;
using Portal.Business.Contracts;

namespace Portal.Business.Tests.Contracts;

/// <summary>What a person may type wrongly on a contract is refused by name, before anything is billed.</summary>
public sealed class BadContractsTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    [Fact]
    public void End_BeforeTheStart_OrMissingWhereAPersonRenews_IsRefused()
    {
        Assert.Equal("Contracts.EndsBeforeItStarts", Edit(Start.AddDays(-1)).Refusal?.Code);
        Assert.Equal("Contracts.EndNeeded", Edit(null).Refusal?.Code);
        Assert.True(Edit(Start).Succeeded);
    }

    [Fact]
    public void Line_ThatCostsNothing_IsNotActivated()
    {
        var contract = Contract(BillingFrequency.Monthly);
        contract.Lines.Add(Line(price: 0m, VisitPlan.None));
        Assert.Equal(["Contracts.LineCostsNothing"], contract.ActivateLines(Start).Refusals.Select(r => r.Code));
        Assert.Equal(ContractStatus.Draft, contract.Status);
    }

    [Fact]
    public void Visits_InNoMonth_OrInOneThatIsNone_AreRefused()
    {
        Assert.Equal("Contracts.VisitsInNoMonth", Set(new VisitPlan(2, [], null, 60)).Refusal?.Code);
        Assert.Equal("Contracts.MonthOutOfRange", Set(new VisitPlan(2, [3, 13], null, 60)).Refusal?.Code);
        Assert.Equal("Contracts.VisitsOutOfRange", Set(new VisitPlan(VisitPlan.Most + 1, [3], null, 60)).Refusal?.Code);
        Assert.True(Set(new VisitPlan(2, [3, 9], null, 60)).Succeeded);
    }

    [Fact]
    public void PerVisit_WithoutVisits_IsNotActivated()
    {
        var contract = Contract(BillingFrequency.PerVisit);
        contract.Lines.Add(Line(price: 100m, VisitPlan.None));
        Assert.Equal(["Contracts.LineWithoutVisits"], contract.ActivateLines(Start).Refusals.Select(r => r.Code));
    }

    [Fact]
    public void Amendment_BeforeTheLastInvoice_OrOnTheFirstDay_IsRefused()
    {
        var contract = Contract(BillingFrequency.Monthly);
        var line = Line(price: 100m, VisitPlan.None);
        contract.Lines.Add(line);
        Assert.True(contract.ActivateLines(Start).Succeeded);

        var billed = line.Amend(contract, new(2026, 3, 1), line.Current with { UnitPrice = 110m }, billedThrough: new(2026, 3, 31));
        var first = line.Amend(contract, Start, line.Current with { UnitPrice = 110m }, billedThrough: null);
        var firstAndBilled = line.Amend(contract, Start, line.Current with { UnitPrice = 110m }, billedThrough: new(2026, 3, 31));
        line.Reopen(new(2026, 5, 31));
        var after = line.Amend(contract, new(2026, 6, 1), line.Current with { UnitPrice = 110m }, billedThrough: null);
        line.Reopen(null);
        var free = line.Amend(contract, new(2026, 3, 1), line.Current with { UnitPrice = 0m }, billedThrough: null);

        Assert.Equal("Contracts.BilledBeyond", billed.Refusal?.Code);
        Assert.Equal(Refusal.Invalid("Contracts.AmendmentBeforeLine", line.Description, Start.AddDays(1)).On("StartsOn"), first.Refusal);
        Assert.Equal(Refusal.Invalid("Contracts.AmendmentBeforeLine", line.Description, new DateOnly(2026, 4, 1)).On("StartsOn"), firstAndBilled.Refusal);
        Assert.Equal("Contracts.AmendmentAfterLine", after.Refusal?.Code);
        Assert.Equal("Contracts.LineCostsNothing", free.Refusal?.Code);
        Assert.Null(line.EndsOn);
    }

    private static Result Edit(DateOnly? endsOn) =>
        new Contract(1, 2, "C-1", "EUR", Start, DateTime.UnixEpoch).Edit(Head(BillingFrequency.Monthly) with { EndsOn = endsOn, RenewsAutomatically = false }, isBilled: false, Start);

    private static Contract Contract(BillingFrequency frequency)
    {
        var contract = new Contract(1, 2, "C-1", "EUR", Start, DateTime.UnixEpoch);
        Assert.True(contract.Edit(Head(frequency), isBilled: false, Start).Succeeded);
        return contract;
    }

    private static Contract.Head Head(BillingFrequency frequency) => new(
        "C-1", "Upkeep", 2, ContractEntry.Simple, null, Start, null, true, 0, false, true, frequency, BillingTiming.InAdvance, BillingAnchor.Anniversary, FirstPeriod.FullPrice,
        InvoiceGrouping.PerContract, ContractRevision.None, ContractDelivery.Proforma, null, null, null, "", "", null, null);

    private static Result Set(VisitPlan visits) => new ContractLine().Set(Values(100m, visits));

    private static ContractLine Line(decimal price, VisitPlan visits)
    {
        var line = new ContractLine();
        Assert.True(line.Set(Values(price, visits)).Succeeded);
        return line;
    }

    private static ContractLine.Values Values(decimal price, VisitPlan visits) => new(null, "Upkeep", 1, "", price, 0, 3, 4, null, null, true, null, null, null, visits);
}
