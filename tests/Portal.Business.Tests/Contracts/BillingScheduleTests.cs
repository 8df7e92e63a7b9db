using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Contracts;

namespace Portal.Business.Tests.Contracts;

public sealed class BillingScheduleTests
{
    private static readonly BillingFrequency[] Recurring =
        [BillingFrequency.Monthly, BillingFrequency.Quarterly, BillingFrequency.HalfYearly, BillingFrequency.Yearly];

    /// <summary>The first dates that the product promises with calendar anchor and full price, in advance and in arrears.</summary>
    [Theory]
    [InlineData("2024-01-01", BillingFrequency.Monthly, "2024-01-01", "2024-01-31")]
    [InlineData("2024-01-01", BillingFrequency.Quarterly, "2024-01-01", "2024-03-31")]
    [InlineData("2024-01-01", BillingFrequency.HalfYearly, "2024-01-01", "2024-06-30")]
    [InlineData("2024-01-01", BillingFrequency.Yearly, "2024-01-01", "2024-12-31")]
    [InlineData("2024-02-15", BillingFrequency.Monthly, "2024-03-01", "2024-02-29")]
    [InlineData("2024-02-15", BillingFrequency.Quarterly, "2024-03-01", "2024-04-30")]
    [InlineData("2024-02-15", BillingFrequency.HalfYearly, "2024-03-01", "2024-07-31")]
    [InlineData("2024-02-15", BillingFrequency.Yearly, "2024-03-01", "2025-01-31")]
    [InlineData("2024-04-01", BillingFrequency.Monthly, "2024-04-01", "2024-04-30")]
    [InlineData("2024-04-01", BillingFrequency.Quarterly, "2024-04-01", "2024-06-30")]
    [InlineData("2024-04-01", BillingFrequency.HalfYearly, "2024-04-01", "2024-09-30")]
    [InlineData("2024-04-01", BillingFrequency.Yearly, "2024-04-01", "2025-03-31")]
    public void FirstDate_ByCalendarMonthsAtFullPrice_IsAsPromised(string start, BillingFrequency frequency, string inAdvance, string inArrears)
    {
        Assert.Equal(Day(inAdvance), First(BillingTiming.InAdvance).InvoiceOn);
        Assert.Equal(Day(inArrears), First(BillingTiming.InArrears).InvoiceOn);

        BillingPeriod First(BillingTiming timing) =>
            BillingSchedule.Periods(new BillingTerms(frequency, timing, BillingAnchor.Calendar, FirstPeriod.FullPrice, Day(start))).First();
    }

    [Fact]
    public void Anniversary_FromTheLastDayOfJanuary_ComesBackToTheLastDay() => Assert.Equal(
        ["2024-01-31..2024-02-28", "2024-02-29..2024-03-30", "2024-03-31..2024-04-29", "2024-04-30..2024-05-30"],
        Spans(new BillingTerms(BillingFrequency.Monthly, BillingTiming.InAdvance, BillingAnchor.Anniversary, FirstPeriod.FullPrice, Day("2024-01-31")), 4));

    [Fact]
    public void Yearly_FromALeapDay_ComesBackToIt() => Assert.Equal(
        ["2024-02-29..2025-02-27", "2025-02-28..2026-02-27", "2026-02-28..2027-02-27", "2027-02-28..2028-02-28", "2028-02-29..2029-02-27"],
        Spans(new BillingTerms(BillingFrequency.Yearly, BillingTiming.InArrears, BillingAnchor.Anniversary, FirstPeriod.ByTheDay, Day("2024-02-29")), 5));

    [Theory]
    [InlineData(BillingTiming.InAdvance, "2024-12-01..2025-02-14 on 2024-12-01")]
    [InlineData(BillingTiming.InArrears, "2024-11-01..2025-02-14 on 2025-02-14")]
    public void AYear_FromWithinAMonthByQuarters_HasFourWholePeriodsAndEndsWithTheContract(BillingTiming timing, string last)
    {
        var periods = BillingSchedule.Periods(
            new BillingTerms(BillingFrequency.Quarterly, timing, BillingAnchor.Calendar, FirstPeriod.FullPrice, Day("2024-02-15"), Day("2025-02-14"))).ToList();

        Assert.Equal(4, periods.Count);
        Assert.All(periods, p => Assert.True(p.IsWhole));
        Assert.Equal(last, $"{Span(periods[3])} on {periods[3].InvoiceOn:yyyy-MM-dd}");
    }

    [Fact]
    public void Periods_OfAnyContract_TileItWithoutGapOrOverlap() => Prop.ForAll(AnyTerms, terms =>
    {
        var periods = BillingSchedule.Periods(terms).Take(60).ToList();
        var tiles = periods.Count > 0 && periods[0].From == terms.Start
            && periods.Zip(periods.Skip(1)).All(pair => pair.First.To.AddDays(1) == pair.Second.From && pair.First.InvoiceOn <= pair.Second.InvoiceOn)
            && periods.TrueForAll(p => p.From <= p.To && p.InvoiceOn >= terms.Start && (terms.End is null || p.InvoiceOn <= terms.End));
        return tiles && (terms.End is null || periods.Count == 60 || periods[^1].To == terms.End);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void WholePeriods_AtFullPrice_AreAsManyAsThePeriods() => Prop.ForAll(AnyTerms, terms =>
        terms.WholePeriods is not { } count || terms.First == FirstPeriod.ByTheDay || BillingSchedule.Periods(terms).Count() == count).QuickCheckThrowOnFailure();

    internal static Arbitrary<BillingTerms> AnyTerms { get; } = (
        from frequency in Gen.Elements(Recurring)
        from timing in Gen.Elements(BillingTiming.InAdvance, BillingTiming.InArrears)
        from anchor in Gen.Elements(BillingAnchor.Anniversary, BillingAnchor.Calendar)
        from first in Gen.Elements(FirstPeriod.FullPrice, FirstPeriod.ByTheDay)
        from day in Gen.Choose(0, 2000)
        from length in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 1500), Gen.Choose(1, 48).Select(m => -m))
        let start = new DateOnly(2023, 1, 1).AddDays(day)
        let end = length == 0 ? (DateOnly?)null : length > 0 ? start.AddDays(length - 1) : start.AddMonths(-length).AddDays(-1)
        select new BillingTerms(frequency, timing, anchor, first, start, end)).ToArbitrary();

    private static string[] Spans(BillingTerms terms, int count) => [.. BillingSchedule.Periods(terms).Take(count).Select(Span)];

    private static string Span(BillingPeriod p) => string.Create(CultureInfo.InvariantCulture, $"{p.From:yyyy-MM-dd}..{p.To:yyyy-MM-dd}");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
