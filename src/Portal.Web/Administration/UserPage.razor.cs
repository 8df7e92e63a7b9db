using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Administration;

public sealed partial class UserPage(
    ShowUser show, ListRoles listRoles, ChangeRolesOfUser changeRoles, ChangeClientsOfUser changeClients, ChangeEmailOfUser changeEmail, ResendInvitation resend,
    WithdrawInvitation withdraw, LockUser lockUser, UnlockUser unlock, SendPasswordReset sendReset, RemoveTwoFactor removeTwoFactor, ICurrentUser user,
    Toasts toasts, NavigationManager navigation)
{
    private const string WithdrawTitle = "WithdrawTitle";
    private const string WithdrawText = "WithdrawText";
    private const string WithdrawVerb = "Withdraw";
    private const string LockTitle = "LockTitle";
    private const string LockText = "LockText";
    private const string LockVerb = "Lock";
    private const string TwoFactorTitle = "RemoveTwoFactor";
    private const string TwoFactorText = "RemoveTwoFactorText";
    private const string TwoFactorVerb = "RemoveTwoFactor";

    private UserDetails? details;
    private Result? refused;
    private IReadOnlyList<RoleRow> roles = [];
    private HashSet<long> chosen = [];
    private List<UserClient> clients = [];
    private string? movesTo;

    [Parameter]
    public long Id { get; set; }

    private bool CanSeeAudit => user.Has(Permissions.AuditView);

    private string? OutOfReach => details is { IsWithinReach: false } ? T["BeyondYou"].Value : null;

    private string? NotAllowed => details is { IsOneself: true } ? T["NotYourself"].Value : OutOfReach;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(Id, CancellationToken.None);
        refused = result.Succeeded ? null : result;
        details = result.TryGet(out var found) ? found : null;
        if (details is null)
        {
            return;
        }

        roles = (await listRoles.RunAsync(CancellationToken.None)).TryGet(out var all) ? [.. all.Where(r => r.IsForClients == details.User.IsClientUser)] : [];
        chosen = [.. details.User.RoleIds];
        clients = [.. details.User.Clients];
    }

    private async Task<Result> SaveRolesAsync() =>
        Said(await changeRoles.RunAsync(new ChangeRolesInput(Id, [.. chosen]), CancellationToken.None), "RolesSaved");

    private async Task<Result> SaveClientsAsync() =>
        Said(await changeClients.RunAsync(new ChangeClientsInput(Id, [.. clients.Select(c => c.Id)]), CancellationToken.None), "ClientsSaved");

    private async Task<Result> SaveEmailAsync()
    {
        var result = Said(await changeEmail.RunAsync(new ChangeEmailInput(Id, details!.User.Email, movesTo), CancellationToken.None), "EmailSaved");
        if (result.Succeeded)
        {
            movesTo = null;
            await LoadAsync();
        }

        return result;
    }

    private async Task<Result> WithdrawAsync()
    {
        var result = Said(await withdraw.RunAsync(Id, CancellationToken.None), "Withdrawn");
        if (result.Succeeded)
        {
            navigation.NavigateTo("/settings/users");
        }

        return result;
    }

    private Result Said(Result result, string text)
    {
        if (result.Succeeded)
        {
            toasts.Say(T[text]);
        }

        return result;
    }
}
