using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Interventions;
using Portal.Web.Interventions.Visits;
using Portal.Web.Kit;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Interventions;

public sealed class VisitButtonsTests : KitContext
{
    [Fact]
    public void Timer_OfAVisit_IsSaidByTheClockOfThePhone()
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en");
        Services.GetRequiredService<ScreenTime>().Use("America/Vancouver");
        var visit = (VisitView)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(VisitView));
        visit = visit with { Status = VisitStatus.InProgress, RunsSince = new DateTime(2026, 11, 29, 17, 5, 0, DateTimeKind.Utc) };

        var shown = Render<VisitButtons>(p => p.Add(b => b.Visit, visit));

        Assert.Contains("09:05", shown.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }
}
