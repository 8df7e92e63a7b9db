using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
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
}
