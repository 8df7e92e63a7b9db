using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Shell;

namespace Portal.Web.Account;

public sealed partial class Recovery(SignInWithRecoveryCode signIn, NavigationManager navigation)
{
    private Result? result;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = "remember")]
    private bool Remember { get; set; }

    [SupplyParameterFromForm(FormName = "recovery")]
    private CodeForm Input { get; set; } = default!;

    private string Query => $"?remember={Remember}&returnUrl={Uri.EscapeDataString(LocalAddress.OrHome(ReturnUrl))}";

    protected override void OnInitialized() => Input ??= new CodeForm();

    private async Task SignInAsync()
    {
        var answer = await signIn.RunAsync(new SecondFactorInput(Input.Code, Remember), Context.RequestAborted);
        result = answer;
        if (answer.TryGet(out var signedIn))
        {
            Preferences.RememberLanguage(Context, signedIn.Language);
            navigation.NavigateTo(LocalAddress.OrHome(ReturnUrl));
        }
    }

    public sealed class CodeForm
    {
        public string? Code { get; set; }
    }
}
