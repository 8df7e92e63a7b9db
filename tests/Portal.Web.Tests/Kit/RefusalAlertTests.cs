using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

public sealed class RefusalAlertTests : KitContext
{
    [Fact]
    public void Refusal_WithAPlace_LeadsThere()
    {
        var shown = Render<RefusalAlert>(p => p
            .Add(a => a.Result, Result.Refused(Refusal.NotNow("Invoicing.SellerWithoutSiren", "Boréal"), Refusal.Forbidden))
            .Add(a => a.PlaceOf, r => r.Code == "Invoicing.SellerWithoutSiren" ? "/settings/companies/1" : null));

        Assert.Equal(2, shown.FindAll("li").Count);
        Assert.Equal(("/settings/companies/1", "Mend it there"), shown.Find("a") is var link ? (link.GetAttribute("href"), link.TextContent) : default);
    }

    [Fact]
    public void Refusal_WithoutPlaces_HasNoLink() => Assert.Empty(Render<RefusalAlert>(p => p.Add(a => a.Refusal, Refusal.Stale)).FindAll("a"));
}
