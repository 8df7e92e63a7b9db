using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;

namespace Portal.Web.Account;

public sealed partial class ResetPasswordPage(ShowAccountLink show, ResetPassword reset, NavigationManager navigation)
{
    private Result? result;
    private AccountLinkView? owner;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "key")]
    private string? Key { get; set; }

    [SupplyParameterFromForm(FormName = "reset")]
    private PasswordForm Input { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new PasswordForm();
        var found = await show.RunAsync(AccountLinkPurpose.PasswordReset, Key, Context.RequestAborted);
        owner = found.TryGet(out var view) ? view : null;
        result = owner is null ? found : null;
    }

    private async Task ResetAsync()
    {
        result = await reset.RunAsync(new ResetPasswordInput(Key, Input.Password), Context.RequestAborted);
        if (result.Succeeded)
        {
            navigation.NavigateTo("/account/sign-in?after=changed");
        }
    }

    public sealed class PasswordForm
    {
        public string? Password { get; set; }
    }
}
