using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Shell;

namespace Portal.Web.Account;

public sealed partial class SignIn(SignInWithPassword signIn, FirstStart first, CurrentUser user, NavigationManager navigation)
{
    private Result? result;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    /// <summary>What was just done elsewhere: "changed", "everywhere".</summary>
    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInForm Input { get; set; } = default!;

    private string? Notice => result is not null ? null : After switch
    {
        "changed" => "AfterPasswordChanged",
        "everywhere" => "AfterSignOutEverywhere",
        "created" => "AfterFirstStart",
        _ => null,
    };

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SignInForm();
        if (HttpMethods.IsGet(Context.Request.Method))
        {
            if (user.IsSignedIn)
            {
                navigation.NavigateTo(LocalAddress.OrHome(ReturnUrl));
            }
            else if (await first.IsNeededAsync(Context.RequestAborted))
            {
                navigation.NavigateTo("/account/first-start");
            }
        }
    }

    private async Task SignInAsync()
    {
        var answer = await signIn.RunAsync(new SignInInput(Input.Email, Input.Password, Input.Remember), Context.RequestAborted);
        result = answer;
        if (!answer.TryGet(out var signedIn))
        {
            return;
        }

        Preferences.RememberLanguage(Context, signedIn.Language);
        var back = LocalAddress.OrHome(ReturnUrl);
        navigation.NavigateTo(signedIn.NeedsSecondFactor
            ? $"/account/code?remember={Input.Remember}&returnUrl={Uri.EscapeDataString(back)}"
            : back);
    }

    public sealed class SignInForm
    {
        public string? Email { get; set; }

        public string? Password { get; set; }

        public bool Remember { get; set; }
    }
}
