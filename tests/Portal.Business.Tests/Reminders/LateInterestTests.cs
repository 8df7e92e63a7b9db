using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Reminders;

namespace Portal.Business.Tests.Reminders;

public sealed class LateInterestTests
{
    private static readonly DateOnly Due = new(2026, 3, 1);
    private static readonly YearlyRate[] Twelve = [new(new DateOnly(2020, 1, 1), 12m)];

    /// <summary>1 000.00 due on 1 March at 12 %: a thousand times 12 % times the days late, over 365.</summary>
    [Theory]
    [InlineData("2026-02-15", 0)]
    [InlineData("2026-03-01", 0)]
    [InlineData("2026-03-02", 0.33)] // one day: 0.328…
    [InlineData("2026-03-31", 9.86)] // 30 days: 9.863…
    [InlineData("2027-03-01", 120)] // 365 days
    [InlineData("2028-03-01", 240.33)] // 731 days: a leap year has 365 days too
    public void Interest_OfOneInstalment_IsAmountTimesRateTimesDays(string day, decimal expected) =>
        Assert.Equal(expected, Sum([new(Due, 1000m)], [], Twelve, DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture)));

    /// <summary>Half a cent goes away from zero: 182.50 × 1 % × 1 ÷ 365 is exactly 0.005.</summary>
    [Fact]
    public void Interest_OfHalfACent_IsRoundedAwayFromZero() =>
        Assert.Equal(0.01m, Sum([new(Due, 182.50m)], [], [new(Due, 1m)], Due.AddDays(1)));

    [Fact]
    public void Interest_OverAChangeOfRate_TakesEachForItsDays()
    {
        YearlyRate[] rates = [new(new DateOnly(2025, 7, 1), 12.15m), new(new DateOnly(2026, 1, 1), 10m)];

        var instalment = Assert.Single(LateInterest.Of([new(new DateOnly(2025, 12, 21), 3650m)], [], rates, new DateOnly(2026, 1, 10)));

        Assert.Equal(
            [new InterestPeriod(new(2025, 12, 22), new(2025, 12, 31), 3650m, 12.15m), new InterestPeriod(new(2026, 1, 1), new(2026, 1, 10), 3650m, 10m)],
            instalment.Periods);
        Assert.Equal(12.15m + 10m, instalment.Interest);
    }

    [Fact]
    public void Interest_BeforeTheFirstRate_IsNothing() =>
        Assert.Equal(10m, Sum([new(Due, 3650m)], [], [new(Due.AddDays(11), 10m)], Due.AddDays(20)));

    /// <summary>365.00 at 10 % bears 0.10 a day; 265.00 of it are paid on the tenth day late.</summary>
    [Fact]
    public void Interest_WithAPaymentInBetween_RunsOnWhatIsLeftFromTheDayAfter()
    {
        YearlyRate[] ten = [new(new DateOnly(2020, 1, 1), 10m)];

        var instalment = Assert.Single(LateInterest.Of([new(Due, 365m)], [new(Due.AddDays(10), 265m)], ten, Due.AddDays(20)));

        Assert.Equal([365m, 100m], instalment.Periods.Select(p => p.Amount));
        Assert.Equal([10, 10], instalment.Periods.Select(p => p.Days));
        Assert.Equal(1.27m, instalment.Interest); // 1.00 + 0.2739…
    }

    [Fact]
    public void Interest_OfAPaymentThatBounced_RunsAgain()
    {
        SettledAmount[] settled = [new(Due.AddDays(5), 3650m), new(Due.AddDays(8), -3650m)];

        Assert.Equal(5m + 2m, Sum([new(Due, 3650m)], settled, [new(Due, 10m)], Due.AddDays(10)));
    }

    [Fact]
    public void Interest_OfSeveralInstalments_IsRoundedForEach_AndMoneySettlesTheOldestFirst()
    {
        DueAmount[] parts = [new(Due.AddDays(30), 100m), new(Due, 100m)];

        var found = LateInterest.Of(parts, [new(Due.AddDays(10), 120m)], Twelve, Due.AddDays(40));

        Assert.Equal([Due, Due.AddDays(30)], found.Select(i => i.DueOn));
        Assert.Equal([0.33m, 0.26m], found.Select(i => i.Interest)); // 100 for 10 days, 80 for 10 days
    }

    [Fact]
    public void Interest_OfAnyHistory_IsWhatADayByDayCountGives() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Cases().ToArbitrary(), c =>
        {
            var before = 0m;
            foreach (var part in LateInterest.Of(c.Parts, c.Settled, c.Rates, c.Day))
            {
                var exact = 0m;
                for (var day = part.DueOn.AddDays(1); day <= c.Day; day = day.AddDays(1))
                {
                    var paid = Math.Min(Math.Max(c.Settled.Where(s => s.On < day).Sum(s => s.Amount) - before, 0), part.Amount);
                    exact += (part.Amount - paid) * (c.Rates.Where(r => r.From <= day).MaxBy(r => r.From)?.Percent ?? 0);
                }

                before += part.Amount;
                if (part.Interest != Money.Round(exact / 36500m))
                {
                    return false;
                }
            }

            return true;
        }));

    [Fact]
    public void Interest_OfAnyHistory_NeverFallsByADay_NorByARateSaidTwice() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Cases().ToArbitrary(), c =>
        {
            var now = LateInterest.Of(c.Parts, c.Settled, c.Rates, c.Day);
            var tomorrow = LateInterest.Of(c.Parts, c.Settled, c.Rates, c.Day.AddDays(1));
            YearlyRate[] repeated = [.. c.Rates, .. c.Rates.Select(r => r with { From = r.From.AddDays(3) }).Where(r => c.Rates.All(o => o.From > r.From || o.From <= r.From.AddDays(-3)))];
            return now.Zip(tomorrow).All(p => p.First.Interest >= 0 && p.Second.Interest >= p.First.Interest)
                && now.Sum(i => i.Interest) == LateInterest.Of(c.Parts, c.Settled, repeated, c.Day).Sum(i => i.Interest);
        }));

    [Fact]
    public void Interest_OfWhatIsPaidOnItsDay_IsNothing() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Cases().ToArbitrary(), c =>
            LateInterest.Of(c.Parts, [.. c.Parts.Select(p => new SettledAmount(p.DueOn, p.Amount))], c.Rates, c.Day).All(i => i.Interest == 0)));

    private static decimal Sum(DueAmount[] parts, SettledAmount[] settled, YearlyRate[] rates, DateOnly day) => LateInterest.Of(parts, settled, rates, day).Sum(i => i.Interest);

    private static Gen<Case> Cases() =>
        from parts in Gen.NonEmptyListOf(from d in Gen.Choose(0, 90) from c in Gen.Choose(1, 500_000) select new DueAmount(Due.AddDays(d), c / 100m))
        from settled in Gen.ListOf(from d in Gen.Choose(-5, 120) from c in Gen.Choose(-100_000, 400_000) select new SettledAmount(Due.AddDays(d), c / 100m))
        from rates in Gen.ListOf(from d in Gen.Choose(-30, 100) from p in Gen.Choose(0, 2000) select new YearlyRate(Due.AddDays(d), p / 100m))
        from days in Gen.Choose(-10, 150)
        select new Case(
            [.. parts.Take(4).DistinctBy(p => p.DueOn)], [.. settled.Take(5)], [.. rates.Take(4).DistinctBy(r => r.From)], Due.AddDays(days));

    private sealed record Case(IReadOnlyList<DueAmount> Parts, IReadOnlyList<SettledAmount> Settled, IReadOnlyList<YearlyRate> Rates, DateOnly Day);
}
