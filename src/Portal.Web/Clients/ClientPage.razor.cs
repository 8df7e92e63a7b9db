using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Clients;

public sealed partial class ClientPage(
    ShowClient show, DeactivateClient deactivate, ReactivateClient reactivate, DeleteClient delete, ICurrentUser user, Toasts toasts,
    NavigationManager navigation, IStringLocalizer<ClientsPages> t)
{
    private ShowClient.Shown? client;
    private Refusal? refused;

    [Parameter]
    public long Id { get; set; }

    private IStringLocalizer<ClientsPages> T => t;

    private bool CanEdit => user.Has(Permissions.ClientsEdit);

    private bool CanSeeStatement => user.Has(Permissions.PaymentsView);

    protected override Task OnParametersSetAsync() => client?.Id == Id ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(Id, default);
        (client, refused) = (result.Succeeded ? result.Value : null, result.Refusal);
    }

    private async Task<Result> DeleteAsync()
    {
        var result = await delete.RunAsync(Id, default);
        if (result.Succeeded)
        {
            toasts.Say(t["Deleted", client!.Fields.Name]);
            navigation.NavigateTo("/clients");
        }

        return result;
    }
}
