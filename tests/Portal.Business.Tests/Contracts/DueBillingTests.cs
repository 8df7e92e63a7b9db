using Portal.Business.Contracts;

namespace Portal.Business.Tests.Contracts;

public sealed class DueBillingTests
{
    private static readonly DateOnly Start = new(2024, 2, 15);

    [Fact]
    public void Renewal_ByAPerson_CountsAnewFromTheDayAfter()
    {
        var contract = Draft(renews: false, endsOn: new DateOnly(2025, 2, 14), FirstPeriod.ByTheDay);
        contract.ActivateLines(Start);
        var before = Items(contract, "2025-12-31").ToList();

        Assert.True(contract.Renew(new DateOnly(2026, 2, 14), "").Succeeded);
        var after = Items(contract, "2025-03-31").ToList();

        Assert.Equal(before, after.Take(before.Count));
        Assert.Equal("2025-02-15..2025-02-28 5.00", after[before.Count]);
        Assert.Equal("2025-03-01..2025-03-31 10.00", after[before.Count + 1]);
    }

    [Fact]
    public void Amendment_OfALine_IsBilledFromItsDay_AndTheOldLineUntilTheDayBefore()
    {
        var contract = Draft(renews: true, endsOn: null, FirstPeriod.FullPrice);
        contract.ActivateLines(Start);
        var old = contract.Lines[0];
        var amended = old.Amend(contract, new DateOnly(2024, 4, 11), old.Current with { UnitPrice = 20m }, billedThrough: new DateOnly(2024, 3, 31)).Value;
        contract.Lines.Add(amended);

        Assert.Equal(
            ["2024-02-15..2024-02-29 10.00", "2024-03-01..2024-03-31 10.00", "2024-04-01..2024-04-10 3.33", "2024-04-11..2024-04-30 13.33", "2024-05-01..2024-05-31 20.00"],
            Items(contract, "2024-05-31"));
    }

    [Fact]
    public void ACharge_IsBilledWithTheInvoicesOfItsDay()
    {
        var contract = Draft(renews: true, endsOn: null, FirstPeriod.FullPrice);
        contract.ActivateLines(Start);
        contract.Charges.Add(new ContractCharge { ContractId = contract.Id, ChargedOn = new DateOnly(2024, 3, 31), Description = "Badge", Quantity = 2, UnitPrice = 7.5m });

        Assert.Equal(["2024-03-01..2024-03-31 10.00", "2024-03-31..2024-03-31 15.00"], Items(contract, "2024-03-31").Skip(1));
    }

    [Fact]
    public void PerVisit_InArrears_IsDatedTheEndOfTheYear()
    {
        var contract = Draft(renews: true, endsOn: null, FirstPeriod.FullPrice, BillingFrequency.PerVisit, new VisitPlan(2, [3, 9], null, 60));
        contract.ActivateLines(Start);
        var line = contract.Lines[0].Id;

        var items = DueBilling.Of(contract, new DateOnly(2026, 1, 1), [new DoneVisit(line, 1, new DateOnly(2024, 3, 5)), new DoneVisit(line, 2, new DateOnly(2024, 9, 3))]);

        Assert.All(items, i => Assert.Equal((new DateOnly(2025, 1, 31), 60m, 6m), (i.InvoiceOn, i.Net, i.Quantity)));
        Assert.Equal(2, items.Count());
    }

    [Fact]
    public void PerVisit_AVisitThatIsReportedLate_TakesWhatRoundingLeft_SoThatTheYearComesToItsAmount()
    {
        var contract = Draft(renews: true, endsOn: null, FirstPeriod.FullPrice, BillingFrequency.PerVisit, new VisitPlan(7, [3], null, 60));
        contract.ActivateLines(Start);
        var visits = Enumerable.Range(1, 7).Select(n => new DoneVisit(contract.Lines[0].Id, n, new DateOnly(2024, 2 + n, 1))).ToList();
        var through = new DateOnly(2026, 1, 1);
        var inTime = DueBilling.Of(contract, through, [.. visits.Where(v => v.VisitId != 4)]).ToList();

        var billed = BilledOfContracts.Nothing.With(contract.Id, inTime);
        var late = Assert.Single(DueBilling.Of(contract, through, visits, billed), i => !billed.Has(i));

        Assert.Equal(("4", 120m), (late.Key, late.Net + inTime.Sum(i => i.Net)));
    }

    [Fact]
    public void LastDay_OnceBilled_CanNotBeTakenBack()
    {
        var contract = Draft(renews: true, endsOn: null, FirstPeriod.FullPrice);
        contract.ActivateLines(Start);
        Assert.True(contract.End(new DateOnly(2024, 6, 10), "Client moves", new DateOnly(2024, 5, 31)).Succeeded);

        Assert.Equal("Contracts.EndIsBilled", contract.Continue(new DateOnly(2024, 6, 10)).Refusal!.Code);
        Assert.True(contract.Continue(new DateOnly(2024, 5, 31)).Succeeded);
    }

    private static IEnumerable<string> Items(Contract contract, string through) => DueBilling
        .Of(contract, DateOnly.ParseExact(through, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
        .Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{i.From:yyyy-MM-dd}..{i.To:yyyy-MM-dd} {i.Net:0.00}"));

    private static Contract Draft(bool renews, DateOnly? endsOn, FirstPeriod first, BillingFrequency frequency = BillingFrequency.Monthly, VisitPlan? visits = null)
    {
        var contract = new Contract(1, 2, "C-1", "EUR", Start, new DateTime(2024, 2, 1, 0, 0, 0, DateTimeKind.Utc));
        var head = new Contract.Head(
            "C-1", "Maintenance", 2, ContractEntry.Advanced, null, Start, endsOn, renews, 0, false, true, frequency, BillingTiming.InArrears,
            BillingAnchor.Calendar, first, InvoiceGrouping.PerContract, ContractRevision.None, ContractDelivery.Proforma, null, null, null, "", "", null, null);
        Assert.True(contract.Edit(head, isBilled: false, Start).Succeeded);
        var line = new ContractLine { ContractId = contract.Id };
        Assert.True(line.Set(new ContractLine.Values(null, "Upkeep", 12, "", 10m, 0, 3, 4, null, null, true, null, null, null, visits ?? VisitPlan.None)).Succeeded);
        contract.Lines.Add(line);
        return contract;
    }
}
