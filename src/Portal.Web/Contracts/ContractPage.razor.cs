using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;

namespace Portal.Web.Contracts;

public sealed partial class ContractPage(
    ShowContract show, ShowContractChoices showChoices, ICurrentUser user, IStringLocalizer<ContractsPages> T, IStringLocalizer<ContractsText> Texts)
{
    private ContractView? view;
    private ShowContractChoices.Choices? choices;
    private Refusal? refusal;

    [Parameter]
    public long Id { get; set; }

    protected override Task OnParametersSetAsync() => view?.Id == Id ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(Id, default);
        refusal = result.Refusal;
        if (!result.TryGet(out var found))
        {
            view = null;
            return;
        }

        if (user.Has(Permissions.ContractsEdit) && !found.Contract.IsOver && view?.Id != Id)
        {
            choices = (await showChoices.RunAsync(
                new ShowContractChoices.Input(found.Contract.ClientId, found.Contract.LegalEntityId, [.. found.Lines.Select(l => l.Line.SiteId).OfType<long>()]), default)).TryGet(out var c) ? c : null;
        }

        view = found;
    }
}
