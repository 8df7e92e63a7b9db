using System.Globalization;
using Portal.Business.Companies;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Tests.Interventions.Planning;

public sealed class VisitTimesTests
{
    /// <summary>The nights of 2026 on which the clocks change: 29 March and 25 October in Paris, 8 March and 1 November in Montréal.</summary>
    [Theory]
    [InlineData("Europe/Paris", "2026-03-28", "09:00", "2026-03-28T08:00Z")]
    [InlineData("Europe/Paris", "2026-03-29", "09:00", "2026-03-29T07:00Z")]
    [InlineData("Europe/Paris", "2026-03-29", "02:30", "2026-03-29T01:00Z")]
    [InlineData("Europe/Paris", "2026-10-24", "09:00", "2026-10-24T07:00Z")]
    [InlineData("Europe/Paris", "2026-10-25", "09:00", "2026-10-25T08:00Z")]
    [InlineData("Europe/Paris", "2026-10-25", "02:30", "2026-10-25T00:30Z")]
    [InlineData("America/Montreal", "2026-03-07", "09:00", "2026-03-07T14:00Z")]
    [InlineData("America/Montreal", "2026-03-08", "09:00", "2026-03-08T13:00Z")]
    [InlineData("America/Montreal", "2026-03-08", "02:30", "2026-03-08T07:00Z")]
    [InlineData("America/Montreal", "2026-10-31", "09:00", "2026-10-31T13:00Z")]
    [InlineData("America/Montreal", "2026-11-01", "09:00", "2026-11-01T14:00Z")]
    [InlineData("America/Montreal", "2026-11-01", "01:30", "2026-11-01T05:30Z")]
    public void Start_OverTheChangeOfClocks_KeepsTheWallClock(string zone, string day, string time, string expected)
    {
        var (startsAt, endsAt) = VisitTimes.Of(In(zone), Day(day), TimeOnly.Parse(time, CultureInfo.InvariantCulture), 90);

        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), startsAt);
        Assert.Equal(TimeSpan.FromMinutes(90), endsAt - startsAt);
    }

    [Theory]
    [InlineData("Europe/Paris", "2026-03-28", "2026-03-29")]
    [InlineData("Europe/Paris", "2026-10-24", "2026-10-25")]
    [InlineData("America/Montreal", "2026-03-07", "2026-03-08")]
    [InlineData("America/Montreal", "2026-10-31", "2026-11-01")]
    public void NightWork_OverTheChangeOfClocks_TakesTheTimeThatPasses(string zone, string day, string next)
    {
        var entity = In(zone);
        var (startsAt, endsAt) = VisitTimes.Of(entity, Day(day), new TimeOnly(22, 0), 8 * 60);

        Assert.Equal((Day(day), new TimeOnly(22, 0), 480), VisitTimes.Local(entity, startsAt, endsAt));
        Assert.Equal(Day(next), DateOnly.FromDateTime(entity.Local(endsAt)));
        Assert.Equal(next.EndsWith("03-29", StringComparison.Ordinal) || next.EndsWith("03-08", StringComparison.Ordinal) ? 7 : 5, entity.Local(endsAt).Hour);
    }

    [Fact]
    public void EveryTimeThatExists_ThereAndBack_IsTheSame()
    {
        foreach (var entity in new[] { In("Europe/Paris"), In("America/Montreal") })
        {
            for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
            {
                for (var hour = 4; hour < 24; hour++)
                {
                    var (startsAt, endsAt) = VisitTimes.Of(entity, day, new TimeOnly(hour, 15), 60);
                    Assert.Equal((day, new TimeOnly(hour, 15), 60), VisitTimes.Local(entity, startsAt, endsAt));
                }
            }
        }
    }

    internal static LegalEntity In(string zone) => new() { Name = "X", LegalName = "X", Currency = "EUR", TimeZone = zone, Language = "fr-FR" };

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
