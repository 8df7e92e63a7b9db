using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Shell;

namespace Portal.Web.Administration;

public sealed partial class InviteClientPage(InviteClientUser invite, Toasts toasts, NavigationManager navigation)
{
    private readonly List<UserClient> chosen = [];
    private string? name;
    private string? email;
    private string? language = Languages.IsKnown(CultureInfo.CurrentUICulture.Name) ? CultureInfo.CurrentUICulture.Name : Languages.English;

    private async Task<Result> InviteAsync()
    {
        var result = await invite.RunAsync(new InviteClientUserInput(email, name, language, [.. chosen.Select(c => c.Id)]), CancellationToken.None);
        if (result.TryGet(out var id))
        {
            toasts.Say(T["Invited", email!]);
            navigation.NavigateTo($"/settings/users/{id}");
        }

        return result;
    }
}
