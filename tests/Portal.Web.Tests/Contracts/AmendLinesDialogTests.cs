using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Contracts;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Contracts;

public sealed class AmendLinesDialogTests : ContractPagesContext
{
    [Fact]
    public async Task Dialog_LeftWithATypedPrice_AsksFirst_AndClosedItDoesNot()
    {
        var (navigation, dialogs) = (Services.GetRequiredService<NavigationManager>(), Services.GetRequiredService<Dialogs>());
        var id = await DraftAsync();
        await ActivateAsync(id);
        var view = (await Get<ShowContract>().RunAsync(id, default)).Value;
        var choices = (await Get<ShowContractChoices>().RunAsync(new ShowContractChoices.Input(ClientId), default)).Value;
        var dialog = Render<AmendLinesDialog>(p => p.Add(d => d.View, view).Add(d => d.Choices, choices).Add(d => d.Open, true));
        dialog.Find("[name=UnitPrice]").Input("60");

        navigation.NavigateTo("/clients");

        dialog.WaitForAssertion(() => Assert.NotNull(dialogs.Asked));
        dialogs.Answer(false);
        dialog.Render(p => p.Add(d => d.Open, false));
        navigation.NavigateTo("/jobs");
        Assert.Null(dialogs.Asked);
        Assert.EndsWith("/jobs", navigation.Uri, StringComparison.Ordinal);
    }
}
