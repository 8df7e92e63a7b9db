using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

public sealed class ToastTests : KitContext
{
    [Fact]
    public void Toasts_ThatSayTheSame_StandBesideOneAnother()
    {
        var host = Render<ToastHost>();
        var toasts = Services.GetRequiredService<Toasts>();

        toasts.Say("F-000001 is saved");
        toasts.Say("F-000001 is saved");

        host.WaitForAssertion(() => Assert.Equal(2, host.FindAll(".toast").Count));
        host.Find(".toast button").Click();
        host.WaitForAssertion(() => Assert.Single(host.FindAll(".toast")));
    }
}
