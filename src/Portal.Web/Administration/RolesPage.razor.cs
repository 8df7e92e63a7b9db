using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;

namespace Portal.Web.Administration;

public sealed partial class RolesPage(ListRoles list, CreateRole create, NavigationManager navigation)
{
    private IReadOnlyList<RoleRow>? roles;
    private Result? refused;
    private bool creating;
    private string? name;
    private string? kind = "staff";

    protected override async Task OnInitializedAsync()
    {
        var result = await list.RunAsync(CancellationToken.None);
        refused = result.Succeeded ? null : result;
        roles = result.TryGet(out var found) ? found : [];
    }

    private async Task<Result> CreateAsync()
    {
        var result = await create.RunAsync(new CreateRoleInput(name, kind == "clients"), CancellationToken.None);
        if (result.TryGet(out var id))
        {
            creating = false;
            navigation.NavigateTo($"/settings/roles/{id}");
        }

        return result;
    }
}
