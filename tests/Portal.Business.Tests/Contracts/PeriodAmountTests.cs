using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Contracts;

namespace Portal.Business.Tests.Contracts;

public sealed class PeriodAmountTests
{
    private static readonly Arbitrary<decimal> Annual = Gen.Choose(1, 100_000_00).Select(cents => cents / 100m).ToArbitrary();

    [Fact]
    public void AYear_ThatTwelveDoesNotDivide_TakesTheDifferenceInItsLastPeriod()
    {
        var terms = new BillingTerms(BillingFrequency.Monthly, BillingTiming.InAdvance, BillingAnchor.Anniversary, FirstPeriod.FullPrice, new DateOnly(2026, 1, 1));

        Assert.Equal([.. Enumerable.Repeat(8.33m, 11), 8.37m, 8.33m], Amounts(terms, 100m, 13));
    }

    [Fact]
    public void FirstPeriod_ByTheDay_PaysItsDays()
    {
        // 15 of the 29 days of February: 120 ÷ 12 × 15 ÷ 29.
        var terms = new BillingTerms(BillingFrequency.Monthly, BillingTiming.InArrears, BillingAnchor.Calendar, FirstPeriod.ByTheDay, new DateOnly(2024, 2, 15));

        Assert.Equal([5.17m, 10m, 10m], Amounts(terms, 120m, 3));
    }

    [Fact]
    public void FirstPeriod_ByTheDayInAdvance_PaysTheDaysBeforeTheFirstWholeMonthWithIt()
    {
        var terms = new BillingTerms(BillingFrequency.Quarterly, BillingTiming.InAdvance, BillingAnchor.Calendar, FirstPeriod.ByTheDay, new DateOnly(2024, 2, 15));

        Assert.Equal([35.17m, 30m], Amounts(terms, 120m, 2));
    }

    [Fact]
    public void LastPeriod_ThatTheContractCutsOff_PaysItsDays()
    {
        var terms = new BillingTerms(
            BillingFrequency.Monthly, BillingTiming.InAdvance, BillingAnchor.Anniversary, FirstPeriod.FullPrice, new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 10));

        Assert.Equal([10m, 10m, 3.23m], Amounts(terms, 120m, 5));
    }

    [Fact]
    public void Amendment_WithinAPeriod_SharesItByTheDay()
    {
        var terms = new BillingTerms(BillingFrequency.Monthly, BillingTiming.InArrears, BillingAnchor.Calendar, FirstPeriod.FullPrice, new DateOnly(2026, 6, 1));
        var june = BillingSchedule.Periods(terms).First();

        var old = PeriodAmounts.Of(terms, june, 120m, new PeriodAmounts.Life(terms.Start, new DateOnly(2026, 6, 10), false, []));
        var amended = PeriodAmounts.Of(terms, june, 240m, new PeriodAmounts.Life(new DateOnly(2026, 6, 11), null, FirstByTheDay: true, []));

        Assert.Equal((3.33m, 13.33m), (old!.Amount, amended!.Amount));
        Assert.Equal((10, 30), (old.Days, old.OfDays));
    }

    [Fact]
    public void Pause_OfSomeDays_IsNotPaid()
    {
        var terms = new BillingTerms(BillingFrequency.Monthly, BillingTiming.InArrears, BillingAnchor.Calendar, FirstPeriod.FullPrice, new DateOnly(2026, 6, 1));
        var life = new PeriodAmounts.Life(terms.Start, null, false, [new Pause(new DateOnly(2026, 6, 16), new DateOnly(2026, 7, 31))]);
        var periods = BillingSchedule.Periods(terms).Take(3).ToList();

        Assert.Equal([5m, null, 10m], periods.Select(p => PeriodAmounts.Of(terms, p, 120m, life)?.Amount));
    }

    [Fact]
    public void ATerm_OfWholePeriods_PaysItsYearsToTheCent() => Prop.ForAll(BillingScheduleTests.AnyTerms, Annual, (terms, annual) =>
    {
        if (terms.WholePeriods is not { } count || count % terms.PerYear != 0)
        {
            return true;
        }

        return BillingSchedule.Periods(terms).Sum(p => AmountOf(terms, p, annual)) == annual * count / terms.PerYear;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void EachYear_OfWholePeriods_PaysTheAnnualAmountToTheCent() => Prop.ForAll(BillingScheduleTests.AnyTerms, Annual, (terms, annual) =>
    {
        var endless = terms with { End = null, First = FirstPeriod.FullPrice };
        var periods = BillingSchedule.Periods(endless).Take(3 * terms.PerYear).ToList();
        return periods.Chunk(terms.PerYear).All(year => year.Sum(p => AmountOf(endless, p, annual)) == annual);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void NoPeriod_PaysLessThanNothing() => Prop.ForAll(BillingScheduleTests.AnyTerms, Annual, (terms, annual) =>
        BillingSchedule.Periods(terms).Take(40).All(p => AmountOf(terms, p, annual) >= 0)).QuickCheckThrowOnFailure();

    private static decimal AmountOf(BillingTerms terms, BillingPeriod period, decimal annual) =>
        PeriodAmounts.Of(terms, period, annual, new PeriodAmounts.Life(terms.Start, null, false, []))?.Amount ?? 0;

    private static decimal[] Amounts(BillingTerms terms, decimal annual, int most) =>
        [.. BillingSchedule.Periods(terms).Take(most).Select(p => AmountOf(terms, p, annual))];
}
