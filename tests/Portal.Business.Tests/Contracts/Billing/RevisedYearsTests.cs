using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Tests.Interventions;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Contracts.Billing;

/// <summary>Which years of a contract are revised, and that each is once.</summary>
public sealed class RevisedYearsTests
{
    [Theory, EachDatabase]
    public async Task SwitchedOn_InARunningContract_LeavesTheYearsThatAreOver(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2023, 7, 1), BillingFrequency.Yearly) with { Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, RevisionScene.Line(boreal));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        contract = await ContractBook.FindAsync(boreal, contract.Id);

        Boreal.Value(await boreal.Portal.Get<SaveContract>().RunAsync(
            new(contract.Id, contract.Version, contract.Written with { Revision = ContractRevision.LastDay }), default));

        Assert.Equal((0, 0), await ContractBook.RunAsync(boreal) is var run ? (run.Invoices, run.Parked) : default);
        boreal.Portal.Clock.Set(new DateTime(2026, 7, 1, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);
        await using var db = boreal.Portal.Open();
        var revised = Assert.Single(await db.BilledPeriods.AsNoTracking().Where(b => b.Kind == BilledKind.Revision).ToListAsync());
        Assert.Equal((new DateOnly(2025, 7, 1), new DateOnly(2026, 6, 30), -1200m), (revised.From, revised.To, revised.Net));
    }

    /// <summary>A year and a half, renewed for a year: the first term has a year and a half year, the second a year.</summary>
    [Fact]
    public void Years_AreCountedAnewFromARenewal_AndEachIsRevised()
    {
        var contract = RevisionScene.Active(new DateOnly(2024, 1, 1), new DateOnly(2025, 6, 30));
        var line = contract.Lines[0].Id;
        DoneVisit[] visits = [new(line, 1, new(2024, 3, 4)), new(line, 2, new(2025, 3, 4)), new(line, 3, new(2025, 9, 4)), new(line, 4, new(2025, 12, 4))];
        Assert.Equal(["1 2024-01-01..2024-12-31 -900", "2 2025-01-01..2025-06-30 -300"], RevisionScene.Revisions(contract, visits));

        Boreal.Require(contract.Renew(new DateOnly(2026, 6, 30), ""));

        Assert.Equal(["1 2024-01-01..2024-12-31 -900", "2 2025-01-01..2025-06-30 -300", "3 2025-07-01..2026-06-30 -600"], RevisionScene.Revisions(contract, visits));
    }

    /// <summary>
    /// Calendar months in arrears from the 15th of February: February 2025 goes over the end of the first year and is billed with the second. Whatever divides
    /// it after the first year was revised, that one stays as it was.
    /// </summary>
    [Theory]
    [InlineData(null, 1200)]
    [InlineData("2025-02-15", 1200)]
    [InlineData("2025-02-15", 1260)]
    [InlineData("2025-02-20", 1200)]
    [InlineData("2025-02-20", 1260)]
    public void PeriodInArrears_OverTheEndOfAYear_IsOfTheYearInWhichItEnds_AlsoWhereItIsDividedAfterTheRevision(string? from, int price)
    {
        var contract = RevisionScene.Active(new DateOnly(2024, 2, 15), new DateOnly(2026, 2, 14), anchor: BillingAnchor.Calendar, timing: BillingTiming.InArrears);
        var line = contract.Lines[0];
        DateOnly[] days = [new(2024, 3, 4), new(2024, 6, 4), new(2024, 9, 4), new(2025, 3, 4), new(2025, 6, 4), new(2025, 9, 4), new(2025, 12, 4)];
        Assert.Equal(["1 2024-02-15..2025-02-14 -300"], Visited());

        if (from is not null)
        {
            contract.Lines.Add(Boreal.Value(line.Amend(contract, DateOnly.Parse(from, CultureInfo.InvariantCulture), line.Current with { UnitPrice = price }, new DateOnly(2025, 2, 14))));
        }

        Assert.Equal(["1 2024-02-15..2025-02-14 -300"], Visited());

        IEnumerable<string> Visited() => RevisionScene.Revisions(contract, [.. days.Select((on, at) => new DoneVisit(contract.LineOn(line.Id, on), at, on))]);
    }

    [Theory, EachDatabase]
    public async Task Years_AfterARenewal_AreRevisedOnceEach_AlsoWhereTheFormerOneWasRevisedBefore(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2024, 9, 1)) with
        {
            RenewsAutomatically = false,
            EndsOn = new DateOnly(2026, 2, 28),
            Revision = ContractRevision.LastDay,
            Delivery = ContractDelivery.Issue,
        };
        var contract = await ContractBook.AddAsync(boreal, head, RevisionScene.Line(boreal));
        await RevisionScene.SettleAsync(boreal);
        Boreal.Value(await boreal.Portal.Get<RenewContract>().RunAsync(new(contract.Id, new DateOnly(2026, 2, 28), new RenewalPlan(12, null, 0, "")), default));
        boreal.Portal.Clock.Set(new DateTime(2027, 3, 1, 15, 0, 0, DateTimeKind.Utc));
        await RevisionScene.SettleAsync(boreal);

        await using var db = boreal.Portal.Open();
        Assert.Equal(
            [("1", -1200m), ("2", -600m), ("3", -1200m)],
            (await db.BilledPeriods.AsNoTracking().Where(b => b.Kind == BilledKind.Revision).OrderBy(b => b.From).ToListAsync()).Select(b => (b.Key, b.Net)));
        Assert.Equal(0m, (await ContractBook.InvoicesAsync(boreal)).Sum(i => i.Kind == InvoiceKind.CreditNote ? -i.Net : i.Net));
    }

    /// <summary>What was visited on the last day itself is known the day after.</summary>
    [Theory, EachDatabase]
    public async Task YearIsRevised_OnceItsLastDayIsOver(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var head = ContractBook.Head(new DateOnly(2025, 3, 3), BillingFrequency.Yearly) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Chaudière", 1, 1200, new VisitPlan(1, [3], null, 60)));
        await ContractBook.RunAsync(boreal);
        await VisitBillingTests.HandOverAsync(boreal);
        Assert.Equal(0, (await ContractBook.RunAsync(boreal)).Invoices);
        await VisitBillingTests.RequestAsync(boreal, contract);
        await VisitBillingTests.VisitAsync(boreal, contract.Lines[0].Id, new DateOnly(2026, 3, 2));

        boreal.Portal.Clock.Set(new DateTime(2026, 3, 3, 15, 0, 0, DateTimeKind.Utc));
        await ContractBook.RunAsync(boreal);

        Assert.Equal([1200m, 1200m], (await ContractBook.InvoicesAsync(boreal)).Select(i => i.Kind == InvoiceKind.CreditNote ? -i.Net : i.Net));
    }

    /// <summary>The technician reports the visit of the last day the day after, when the year is revised and the client was credited for want of a visit.</summary>
    [Theory, EachDatabase]
    public async Task VisitReportedAfterTheRevision_MakesAnotherOne_OfTheDifference_Once(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var boreal = scene.Boreal;
        scene.AsAdministrator();
        var head = ContractBook.Head(new DateOnly(2025, 3, 3), BillingFrequency.Yearly) with { Revision = ContractRevision.LastDay, Delivery = ContractDelivery.Issue };
        var contract = await ContractBook.AddAsync(boreal, head, ContractBook.Line(boreal, "Chaudière", 1, 1200, new VisitPlan(1, [3], null, 60)));
        await using (var db = boreal.Portal.Open())
        {
            (await db.ServiceRequests.SingleAsync(r => r.Id == scene.Request.Id)).ContractLineId = contract.Lines[0].Id;
            await db.SaveChangesAsync();
        }

        await RevisionScene.SettleAsync(boreal);
        scene.As(scene.LeadId);
        Boreal.Require(await scene.StartAsync());
        boreal.Portal.Clock.Set(new DateTime(2026, 3, 3, 15, 0, 0, DateTimeKind.Utc));
        scene.AsAdministrator();
        await RevisionScene.SettleAsync(boreal);
        Assert.Equal(1200m - 1200m + 1200m, await RevisionScene.NetAsync(boreal));
        scene.As(scene.LeadId);
        Boreal.Require(await scene.FinishAsync());
        scene.AsAdministrator();

        Assert.Equal((1, 0, 0), await ContractBook.RunAsync(boreal) is var late ? (late.Invoices, late.Parked, late.Failed) : default);
        Assert.Equal(0, (await ContractBook.RunAsync(boreal)).Invoices);

        await using var after = boreal.Portal.Open();
        Assert.Equal(
            [("1", -1200m), ("1+1", 1200m)], (await after.BilledPeriods.AsNoTracking().Where(b => b.Kind == BilledKind.Revision).OrderBy(b => b.Net).ToListAsync()).Select(b => (b.Key, b.Net)));
        Assert.Equal(2400m, await RevisionScene.NetAsync(boreal));
        Assert.NotNull((await ContractBook.FindAsync(boreal, contract.Id)).Periods.Single(p => p.Number == 1).RevisedAt);
    }
}
