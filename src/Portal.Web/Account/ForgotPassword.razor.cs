using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;

namespace Portal.Web.Account;

public sealed partial class ForgotPassword(RequestPasswordReset request)
{
    private Result? result;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "forgot")]
    private ForgotForm Input { get; set; } = default!;

    protected override void OnInitialized() => Input ??= new ForgotForm();

    private async Task RequestAsync() => result = await request.RunAsync(Input.Email, Context.RequestAborted);

    public sealed class ForgotForm
    {
        public string? Email { get; set; }
    }
}
