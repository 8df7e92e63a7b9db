using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Shell;

namespace Portal.Web.Account;

/// <summary>The second step of signing in, whatever is asked for.</summary>
public abstract class SecondFactorPage(Func<SecondFactorInput, CancellationToken, Task<Result<SignedIn>>> signIn, NavigationManager navigation) : ComponentBase
{
    protected Result? Result { get; private set; }

    [SupplyParameterFromForm]
    protected CodeForm Input { get; set; } = default!;

    protected string Query => $"?remember={Remember}&returnUrl={Uri.EscapeDataString(LocalAddress.OrHome(ReturnUrl))}";

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = "remember")]
    private bool Remember { get; set; }

    protected override void OnInitialized() => Input ??= new CodeForm();

    protected async Task SignInAsync()
    {
        var answer = await signIn(new SecondFactorInput(Input.Code, Remember), Context.RequestAborted);
        Result = answer;
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
