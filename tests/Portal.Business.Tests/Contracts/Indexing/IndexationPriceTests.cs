using System.Globalization;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Indexing;

namespace Portal.Business.Tests.Contracts.Indexing;

public sealed class IndexationPriceTests
{
    /// <summary>Worked by hand: new price of 100.00 now, 80.00 at the start.</summary>
    [Theory]
    [InlineData("Percentage", "CurrentPrice", "2.5", "", "102.50")]
    [InlineData("Percentage", "CurrentPrice", "-3.333", "", "96.67")] // 96.667
    [InlineData("Percentage", "BasePrice", "30", "", "104.00")] // 80 × 1.30
    [InlineData("Coefficients", "CurrentPrice", "0", "0.01;0.005", "101.50")]
    [InlineData("Coefficients", "BasePrice", "0", "0.02;-0.005", "101.50")] // coefficients count on the current price always
    [InlineData("Formula", "CurrentPrice", "0.15", "0.85*118.2/114.5", "102.75")] // 0.15 + 0.85 × 1.0323144 = 1.0274672
    [InlineData("Formula", "BasePrice", "0.125", "0.5*130/100;0.375*110/100", "95.00")] // 80 × (0.125 + 0.65 + 0.4125) = 80 × 1.1875
    public void Price_OfEachMode_IsAsWorkedByHand(string mode, string on, string percentOrFixed, string terms, string expected)
    {
        var (parsed, used) = Terms(terms);
        var rule = Rule(Enum.Parse<IndexationMode>(mode), Enum.Parse<IndexationBase>(on), percentOrFixed, parsed);
        var price = IndexationPrice.Of(rule, IndexationPrice.Factor(rule, used), 100m, 80m);
        Assert.Equal(Read(expected), price);
    }

    [Theory]
    [InlineData("10", "5", null, "105.00")] // capped
    [InlineData("4", "5", null, "104.00")] // below the cap
    [InlineData("-4", null, "0", "100.00")] // the floor keeps prices from falling
    [InlineData("-4", null, "-2.5", "97.50")]
    [InlineData("1", "5", "2", "102.00")] // raised to the floor
    [InlineData("3.336", "3.336", null, "103.33")] // 103.336 rounds up beyond the cap: the cap wins
    public void Price_BeyondCapOrFloor_IsTheirs(string percent, string? cap, string? floor, string expected)
    {
        var rule = Rule(IndexationMode.Percentage, IndexationBase.CurrentPrice, percent, []) with { CapPercent = cap is null ? null : Read(cap), FloorPercent = floor is null ? null : Read(floor) };
        Assert.Equal(Read(expected), IndexationPrice.Of(rule, IndexationPrice.Factor(rule, []), 100m, 100m));
    }

    [Theory]
    [InlineData("10.05", "50", 2, "15.08")] // 15.075
    [InlineData("10.05", "50", 0, "15")]
    [InlineData("0.1234", "10", 4, "0.1357")] // 0.13574
    [InlineData("0.1234", "10", 6, "0.13574")]
    [InlineData("-10.05", "50", 2, "-15.08")]
    public void Price_IsRoundedOnce_HalfAwayFromZero(string price, string percent, int decimals, string expected)
    {
        var rule = Rule(IndexationMode.Percentage, IndexationBase.CurrentPrice, percent, []) with { Decimals = decimals };
        Assert.Equal(Read(expected), IndexationPrice.Of(rule, IndexationPrice.Factor(rule, []), Read(price), Read(price)));
    }

    [Fact]
    public void Price_OfAnyRule_StaysBetweenFloorAndCap()
    {
        var random = new Random(5);
        for (var i = 0; i < 5000; i++)
        {
            var price = random.Next(-500_000, 1_000_000) / 10_000m;
            var floor = random.Next(-50, 10);
            var rule = Rule(IndexationMode.Percentage, IndexationBase.BasePrice, (random.Next(-4000, 8000) / 100m).ToString(CultureInfo.InvariantCulture), [])
                with
            { CapPercent = floor + random.Next(1, 40), FloorPercent = floor, Decimals = random.Next(0, 7) };
            var found = IndexationPrice.Of(rule, IndexationPrice.Factor(rule, []), price, price * random.Next(50, 150) / 100m);
            var (a, b) = (price * (100m + rule.FloorPercent!.Value) / 100m, price * (100m + rule.CapPercent!.Value) / 100m);
            Assert.InRange(found, Math.Min(a, b) - 0.000001m, Math.Max(a, b) + 0.000001m);
        }
    }

    [Fact]
    public void Price_WithAFactorOfOne_IsTheSame_WhateverItsDecimals()
    {
        foreach (var price in new[] { 0m, 0.000001m, 12.3456m, 99.99m, 1_000_000m })
        {
            var (terms, used) = Terms("0.3*120/120;0.55*98.7/98.7");
            var rule = Rule(IndexationMode.Formula, IndexationBase.CurrentPrice, "0.15", terms);
            Assert.Equal(1m, IndexationPrice.Factor(rule, used));
            Assert.Equal(price, IndexationPrice.Of(rule, 1m, price, price));
        }
    }

    private static IndexationRule Rule(IndexationMode mode, IndexationBase on, string percentOrFixed, IReadOnlyList<IndexationTerm> terms) => new(
        mode, on, mode == IndexationMode.Percentage ? Read(percentOrFixed) : 0, mode == IndexationMode.Formula ? Read(percentOrFixed) : 0, terms, null, null, 2);

    /// <summary>"weight*I/I0" of each, or the coefficient alone.</summary>
    private static (List<IndexationTerm> Terms, List<UsedIndex> Used) Terms(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('*', '/')).ToList();
        var day = new DateOnly(2025, 1, 1);
        return (
            [.. parts.Select((p, i) => new IndexationTerm("", Read(p[0]), i + 1, day))],
            [.. parts.Where(p => p.Length == 3).Select((p, i) => new UsedIndex(i + 1, "X", day, Read(p[2]), day, Read(p[1])))]);
    }

    private static decimal Read(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
