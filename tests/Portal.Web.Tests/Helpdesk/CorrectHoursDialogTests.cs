using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Catalog;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Web.Helpdesk.Hours;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Helpdesk;

public sealed class CorrectHoursDialogTests : KitContext
{
    [Fact]
    public async Task EmptyForm_NamesEachMissingField_BesideIt()
    {
        Services.AddSingleton(new CorrectHours(null!, null!, null!));
        Services.AddSingleton(new ExtendHours(null!, null!));
        var pack = new ShowHoursPack.Shown(
            1, 1, "D-1", "Heures", 1, "Érable", 1, "J-1", new DateOnly(2026, 3, 1), null, false, HoursOverage.Allow, null, "CAD", 600, 0, 600, [], [(2, "D-2")], true, null, false, false, []);
        var dialog = Render<CorrectHoursDialog>(p => p.Add(d => d.Pack, pack).Add(d => d.Open, true));
        dialog.Find("select[name='What']").Change("Move");

        await dialog.Find("form").SubmitAsync();

        foreach (var field in new[] { "MoveTo", "Minutes", "Reason" })
        {
            Assert.Equal("true", dialog.Find($"[name='{field}']").GetAttribute("aria-invalid"));
        }
    }
}
