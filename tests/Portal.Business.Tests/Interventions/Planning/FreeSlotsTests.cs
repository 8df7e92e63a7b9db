using System.Globalization;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Tests.Interventions.Planning;

public sealed class FreeSlotsTests
{
    private static readonly TimeZoneInfo Montreal = TimeZoneInfo.FindSystemTimeZoneById("America/Montreal");
    private static readonly DateOnly Monday = new(2026, 3, 2);

    /// <summary>Working from 8 to 12 and 13 to 17 on Monday, 2 March 2026, with visits as given.</summary>
    [Theory]
    [InlineData(60, "", "08:00 09:00 10:00 11:00 13:00 14:00 15:00 16:00")]
    [InlineData(120, "", "08:00 10:00 13:00 15:00")]
    [InlineData(240, "", "08:00 13:00")]
    [InlineData(300, "", "08:00")]
    [InlineData(541, "", "")]
    [InlineData(120, "09:00-10:20", "13:00 15:00")]
    [InlineData(60, "09:00-10:20", "08:00 10:30 13:00 14:00 15:00 16:00")]
    [InlineData(60, "08:00-12:00 12:30-16:00", "16:00")]
    [InlineData(60, "00:00-23:59", "")]
    public void Slots_OfADay_PassNoVisit(int minutes, string visits, string expected)
    {
        var busy = visits.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => new Busy(At(v[..5]), At(v[6..]), BusyKind.Visit, "V"));

        Assert.Equal(expected, Times(FreeSlots.Find([Diary(1, "A", [.. busy])], (Monday, Monday), minutes, DateTime.UnixEpoch, 20)));
    }

    [Fact]
    public void Slots_BeforeNow_AreNotProposed() =>
        Assert.Equal("09:15 10:15 13:00", Times(FreeSlots.Find([Diary(1, "A")], (Monday, Monday), 60, At("09:01"), 3)));

    [Fact]
    public void Slots_OfSeveral_ComeByTime_ThenByName()
    {
        var found = FreeSlots.Find([Diary(2, "Zoé"), Diary(1, "Ali", new Busy(At("08:00"), At("09:00"), BusyKind.Absence, ""))], (Monday, Monday), 240, DateTime.UnixEpoch, 3);

        Assert.Equal(["Zoé 08:00", "Ali 13:00", "Zoé 13:00"], found.Select(s => $"{s.Name} {Time(s.StartsAt)}"));
    }

    [Fact]
    public void Slots_OverTheChangeOfClocks_KeepTheWallClock()
    {
        var sunday = new DateOnly(2026, 3, 8);
        var week = new WorkingWeek([new(DayOfWeek.Saturday, new TimeOnly(8, 0), new TimeOnly(10, 0)), new(DayOfWeek.Sunday, new TimeOnly(8, 0), new TimeOnly(10, 0))]);
        var found = FreeSlots.Find([new Diary(1, "A", week, Montreal, [])], (sunday.AddDays(-1), sunday), 120, DateTime.UnixEpoch, 5);

        Assert.Equal([new DateTime(2026, 3, 7, 13, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 8, 12, 0, 0, DateTimeKind.Utc)], found.Select(s => s.StartsAt));
    }

    [Fact]
    public void Conflicts_AreSaid_ForOverlapAbsenceAndHours()
    {
        var diary = Diary(1, "A", new Busy(At("09:00"), At("10:00"), BusyKind.Visit, "V-1", 7), new Busy(At("15:00"), At("16:00"), BusyKind.Absence, "Formation"));
        string Kinds(string from, string to, params long[] own) => string.Join(' ', VisitConflict.Of(diary, At(from), At(to), own.ToHashSet()).Select(c => c.Kind));

        Assert.Equal("OtherVisit", Kinds("09:30", "10:30"));
        Assert.Equal("", Kinds("09:30", "10:30", 7));
        Assert.Equal("", Kinds("10:00", "12:00"));
        Assert.Equal("Absence", Kinds("14:00", "17:00"));
        Assert.Equal("OutsideHours", Kinds("07:30", "08:30"));
        Assert.Equal("", Kinds("11:00", "13:30"));
        Assert.Equal("OutsideHours", Kinds("12:15", "13:30"));
    }

    [Theory]
    [InlineData("G1K 4A1", "Québec")]
    [InlineData("g1v 0a6", "Sainte-Foy")]
    [InlineData("H2X 1Y4", null)]
    [InlineData("", null)]
    public void Sector_OfAPostalCode_HasTheLongestBeginning(string postalCode, string? expected)
    {
        Sector[] sectors =
        [
            new() { LegalEntityId = 1, Name = "Québec", PostalPrefixes = ["G1", "G2"] }, new() { LegalEntityId = 1, Name = "Sainte-Foy", PostalPrefixes = ["G1V", "G1W"] },
        ];

        Assert.Equal(expected, Sectors.Of(sectors, postalCode)?.Name);
    }

    private static Diary Diary(long id, string name, params Busy[] busy) => new(id, name, WorkingWeek.Usual, Montreal, busy);

    private static DateTime At(string time) => TimeZoneInfo.ConvertTimeToUtc(Monday.ToDateTime(TimeOnly.Parse(time, CultureInfo.InvariantCulture)), Montreal);

    private static string Time(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, Montreal).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Times(IEnumerable<FreeSlot> slots) => string.Join(' ', slots.Select(s => Time(s.StartsAt)));
}
