using Portal.Business.Common;

namespace Portal.Business.Tests.Common;

public sealed class PeriodTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData(PeriodName.ThisMonth, "2026-03-01..2026-03-31")]
    [InlineData(PeriodName.LastMonth, "2026-02-01..2026-02-28")]
    [InlineData(PeriodName.ThisQuarter, "2026-01-01..2026-03-31")]
    [InlineData(PeriodName.LastQuarter, "2025-10-01..2025-12-31")]
    [InlineData(PeriodName.ThisFiscalYear, "2025-04-01..2026-03-31")]
    [InlineData(PeriodName.LastFiscalYear, "2024-04-01..2025-03-31")]
    public void Days_OfANamedPeriod_FollowFromToday(PeriodName name, string days)
    {
        var (from, to) = Period.Named(name).Days(Today, fiscalYearStartMonth: 4);

        Assert.Equal(days, Period.Of(from, to).ToString());
        Assert.Equal(Period.Named(name), Period.Parse(name.ToString()));
    }

    [Theory]
    [InlineData("2026-01-01..2026-03-31")]
    [InlineData("..2026-03-31")]
    [InlineData("2026-01-01..")]
    public void Parse_WhatWasWritten_GivesTheSameDays(string text) => Assert.Equal(text, Period.Parse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("0")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30..")]
    [InlineData("2026-01-01..soon")]
    public void Parse_AnythingElse_IsNoPeriod(string text) => Assert.Null(Period.Parse(text));
}
