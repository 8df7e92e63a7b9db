using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Tests.Kit;
using Portal.Web.Timesheets;

namespace Portal.Web.Tests.Timesheets;

public sealed class RunsSinceTests : KitContext
{
    [Fact]
    public void Timer_IsShownByTheClockOfWhoeverLooks_AlsoWhenThatIsKnownLater()
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
        var shown = Render<RunsSince>(p => p.Add(r => r.At, new DateTime(2026, 11, 29, 9, 5, 0, DateTimeKind.Utc)));

        Services.GetRequiredService<ScreenTime>().Use("America/Toronto");
        shown.WaitForAssertion(() => Assert.Contains("04:05", shown.Markup, StringComparison.Ordinal));
        Services.GetRequiredService<ScreenTime>().Use("Europe/Paris");
        shown.WaitForAssertion(() => Assert.Contains("10:05", shown.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Timer_OfAnotherDay_IsShownWithIt()
    {
        var now = new DateTime(2026, 12, 31, 23, 59, 59, DateTimeKind.Utc);
        Services.AddSingleton<TimeProvider>(new StoppedClock(now));
        Services.GetRequiredService<ScreenTime>().Use("UTC");
        var (today, earlier) = (now.Date.AddSeconds(1), now.Date.AddSeconds(-1));

        Assert.Contains(Formats.Current.Date(DateOnly.FromDateTime(earlier)), Render<RunsSince>(p => p.Add(r => r.At, earlier)).Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Formats.Current.Date(DateOnly.FromDateTime(today)), Render<RunsSince>(p => p.Add(r => r.At, today)).Markup, StringComparison.Ordinal);
    }
}
