using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Shell;

namespace Portal.Web.Account;

public sealed partial class Invitation(ShowAccountLink show, AcceptInvitation accept, SignInWithPassword signIn, NavigationManager navigation)
{
    private Result? result;
    private AccountLinkView? invited;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "key")]
    private string? Key { get; set; }

    [SupplyParameterFromForm(FormName = "accept")]
    private AcceptForm Input { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var found = await show.RunAsync(AccountLinkPurpose.Invitation, Key, Context.RequestAborted);
        invited = found.TryGet(out var view) ? view : null;
        result = invited is null ? found : null;
        Input ??= new AcceptForm { DisplayName = invited?.DisplayName, Language = invited?.Language };
    }

    private async Task AcceptAsync()
    {
        var accepted = await accept.RunAsync(new AcceptInvitationInput(Key, Input.DisplayName, Input.Language, Input.Password), Context.RequestAborted);
        result = accepted;
        if (accepted.TryGet(out var email))
        {
            await signIn.RunAsync(new SignInInput(email, Input.Password, Remember: false), Context.RequestAborted);
            Preferences.RememberLanguage(Context, Input.Language!);
            navigation.NavigateTo("/");
        }
    }

    public sealed class AcceptForm
    {
        public string? DisplayName { get; set; }

        public string? Language { get; set; }

        public string? Password { get; set; }
    }
}
