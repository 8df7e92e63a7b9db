using System.Globalization;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Tests.Interventions.Planning;

public sealed class RecurrenceTests
{
    [Theory]
    [InlineData(RecurrenceUnit.Day, 1, "", 3, null, "2026-02-27", "2026-02-27 2026-02-28 2026-03-01")]
    [InlineData(RecurrenceUnit.Day, 10, "", null, "2026-03-20", "2026-02-27", "2026-02-27 2026-03-09 2026-03-19")]
    [InlineData(RecurrenceUnit.Week, 1, "", 3, null, "2026-03-25", "2026-03-25 2026-04-01 2026-04-08")]
    [InlineData(RecurrenceUnit.Week, 2, "", null, "2026-05-01", "2026-03-25", "2026-03-25 2026-04-08 2026-04-22")]
    [InlineData(RecurrenceUnit.Week, 1, "Monday,Thursday", 4, null, "2026-03-25", "2026-03-26 2026-03-30 2026-04-02 2026-04-06")]
    [InlineData(RecurrenceUnit.Week, 2, "Monday,Sunday", 4, null, "2026-03-23", "2026-03-23 2026-03-29 2026-04-06 2026-04-12")]
    [InlineData(RecurrenceUnit.Month, 1, "", 4, null, "2026-01-31", "2026-01-31 2026-02-28 2026-03-31 2026-04-30")]
    [InlineData(RecurrenceUnit.Month, 3, "", null, "2027-01-15", "2026-04-15", "2026-04-15 2026-07-15 2026-10-15 2027-01-15")]
    [InlineData(RecurrenceUnit.Month, 12, "", 3, null, "2028-02-29", "2028-02-29 2029-02-28 2030-02-28")]
    public void Days_OfARepetition_AreThose(RecurrenceUnit unit, int every, string days, int? count, string? until, string first, string expected)
    {
        var rule = new Recurrence(unit, every, [.. days.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<DayOfWeek>)], count, until is null ? null : Day(until));

        Assert.Empty(rule.Check(Day(first)));
        Assert.Equal(expected, string.Join(' ', rule.From(Day(first)).Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData(0, 2, null, "Every")]
    [InlineData(53, 2, null, "Every")]
    [InlineData(1, null, null, "Count")]
    [InlineData(1, 0, null, "Count")]
    [InlineData(1, 367, null, "Count")]
    [InlineData(1, null, "2026-01-01", "Until")]
    public void Rule_WithoutSense_IsRefused(int every, int? count, string? until, string field) =>
        Assert.Contains(new Recurrence(RecurrenceUnit.Week, every, [], count, until is null ? null : Day(until)).Check(Day("2026-03-25")), r => r.Field == field);

    [Fact]
    public void Days_WithoutEndInSight_StopAtTheMost() =>
        Assert.Equal(Recurrence.MostTimes, new Recurrence(RecurrenceUnit.Day, 1, [], null, new DateOnly(2040, 1, 1)).From(new DateOnly(2026, 1, 1)).Count);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
