using System.Text;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Tests.Interventions.Planning;

public sealed class VisitCalendarTests
{
    private static readonly DateTime At = new(2026, 3, 29, 7, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("Panne")]
    [InlineData("a;b,c\\d\ne\r\nf")]
    [InlineData("\\n is no line break, \\\\, and ends in \\")]
    [InlineData("Réparation de l’enseigne « Été » à côté de l’hôtel, quatrième étage ; demander madame Étienne-Dupré à l’accueil")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
    [InlineData("BEGIN:VEVENT\r\nUID:evil")]
    public void Texts_OfAVisit_ComeBackAsTheyWere(string text)
    {
        var (_, events) = CalendarReader.Read(VisitCalendar.Write(text, ("B \"q\"; : ,", "a@b.example"), [Visit(text)]));

        var expected = text.ReplaceLineEndings("\n");
        Assert.Equal(expected, Assert.Single(events)["SUMMARY"]);
        Assert.Equal(expected, events[0]["LOCATION"]);
        Assert.Equal(expected, events[0]["DESCRIPTION"]);
    }

    [Fact]
    public void Lines_OfEveryLength_AreFoldedAt75Octets()
    {
        for (var length = 0; length < 200; length++)
        {
            var text = string.Concat(Enumerable.Repeat("é", length)) + "x";
            var (_, events) = CalendarReader.Read(VisitCalendar.Write("A", ("B", "a@b.example"), [Visit(text)]));
            Assert.Equal(text, events[0]["SUMMARY"]);
        }
    }

    [Theory]
    [InlineData(VisitStatus.Draft, "TENTATIVE")]
    [InlineData(VisitStatus.Confirmed, "CONFIRMED")]
    [InlineData(VisitStatus.Done, "CONFIRMED")]
    [InlineData(VisitStatus.Cancelled, "CANCELLED")]
    [InlineData(VisitStatus.Postponed, "CANCELLED")]
    public void Status_OfAVisit_IsSaid(VisitStatus status, string expected)
    {
        var (head, events) = CalendarReader.Read(VisitCalendar.Write("A", ("B", "a@b.example"), [Visit("X") with { Status = status }]));

        Assert.Equal(expected, events[0]["STATUS"]);
        Assert.Equal("PUBLISH", head["METHOD"]);
        Assert.Equal("visit-1@portal.example", events[0]["UID"]);
        Assert.Equal(At, events[0].At("DTSTART"));
    }

    [Fact]
    public void File_ThatTakesBack_SaysCancel() =>
        Assert.Contains("METHOD:CANCEL\r\n", Encoding.UTF8.GetString(VisitCalendar.Write("A", ("B", "a@b.example"), [Visit("X")], cancel: true)), StringComparison.Ordinal);

    private static CalendarVisit Visit(string text) => new("visit-1@portal.example", 3, At, At, At.AddHours(1), VisitStatus.Confirmed, text, text, text);
}
