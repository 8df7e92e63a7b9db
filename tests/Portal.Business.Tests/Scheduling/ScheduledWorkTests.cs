using System.Globalization;
using Portal.Business.Invoicing;
using Portal.Business.Scheduling;

namespace Portal.Business.Tests.Scheduling;

public sealed class ScheduledWorkTests
{
    [Theory]
    [InlineData("en-CA", "Released: 3")]
    [InlineData("fr-CA", "Libérées\u00a0: 3")]
    [InlineData("fr-FR", "Libérées\u00a0: 3")]
    public void Count_IsSaidAsASentenceOfItsLanguage(string language, string said)
    {
        var work = new ScheduledWork("any", typeof(InvoicingText), WorkSchedule.Off, (_, _, _) => Task.FromResult(new WorkSummary([])));

        Assert.Equal(said, work.Say(new WorkCount("Released", 3), CultureInfo.GetCultureInfo(language)));
    }
}
