using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Shell;

namespace Portal.Web.Administration;

public sealed partial class InviteUserPage(InviteUser invite, ListRoles listRoles, Toasts toasts, NavigationManager navigation)
{
    private readonly HashSet<long> chosen = [];
    private IReadOnlyList<RoleRow> roles = [];
    private string? name;
    private string? email;
    private string? language = Languages.IsKnown(CultureInfo.CurrentUICulture.Name) ? CultureInfo.CurrentUICulture.Name : Languages.English;

    protected override async Task OnInitializedAsync() =>
        roles = (await listRoles.RunAsync(CancellationToken.None)).TryGet(out var found) ? [.. found.Where(r => !r.IsForClients)] : [];

    private async Task<Result> InviteAsync()
    {
        var result = await invite.RunAsync(new InviteUserInput(email, name, language, [.. chosen]), CancellationToken.None);
        if (result.TryGet(out var id))
        {
            toasts.Say(T["Invited", email!]);
            navigation.NavigateTo($"/settings/users/{id}");
        }

        return result;
    }
}
