using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Administration;

public sealed partial class RolePage(
    ListRoles list, GrantPermissions grant, RenameRole rename, DeleteRole delete, ICurrentUser user, Toasts toasts, NavigationManager navigation)
{
    private const string DeleteTitle = "DeleteRoleTitle";
    private const string DeleteText = "DeleteRoleText";
    private const string DeleteVerb = "Delete";

    private RoleRow? role;
    private Result? refused;
    private HashSet<string> granted = [];
    private bool renaming;
    private string? newName;

    [Parameter]
    public long Id { get; set; }

    private IEnumerable<string> Shown => Permissions.All.Where(p => Permissions.IsForClients(p) == role!.IsForClients);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var result = await list.RunAsync(CancellationToken.None);
        role = result.TryGet(out var roles) ? roles.FirstOrDefault(r => r.Id == Id) : null;
        refused = role is not null ? null : result.Succeeded ? Refusal.NotFound : result;
        granted = [.. role?.Permissions ?? new HashSet<string>()];
        newName = role is null ? null : Names.Role(role.Name);
    }

    private bool IsBeyondMe(string permission) => !Permissions.IsForClients(permission) && !user.Has(permission);

    private string Explain(string permission) =>
        IsBeyondMe(permission) ? $"{Names.PermissionAbout(permission)} {T["BeyondYou"]}" : Names.PermissionAbout(permission);

    private void Grant(string permission, bool on) => _ = on ? granted.Add(permission) : granted.Remove(permission);

    private async Task<Result> SaveAsync()
    {
        var result = await grant.RunAsync(new GrantPermissionsInput(Id, granted), CancellationToken.None);
        if (result.Succeeded)
        {
            toasts.Say(T["PermissionsSaved"]);
        }

        return result;
    }

    private async Task<Result> RenameAsync()
    {
        var result = await rename.RunAsync(new RenameRoleInput(Id, newName), CancellationToken.None);
        if (result.Succeeded)
        {
            renaming = false;
            await LoadAsync();
        }

        return result;
    }

    private async Task<Result> DeleteAsync()
    {
        var result = await delete.RunAsync(Id, CancellationToken.None);
        if (result.Succeeded)
        {
            toasts.Say(T["RoleDeleted"]);
            navigation.NavigateTo("/settings/roles");
        }

        return result;
    }
}
