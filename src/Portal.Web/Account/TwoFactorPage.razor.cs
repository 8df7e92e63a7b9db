using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;

namespace Portal.Web.Account;

public sealed partial class TwoFactorPage(
    ShowProfile show, StartTwoFactor begin, TurnOnTwoFactor turnOn, TurnOffTwoFactor turnOff, RenewRecoveryCodes renew, NavigationManager navigation)
{
    private Profile? profile;
    private TwoFactorStart? start;
    private IReadOnlyList<string>? codes;
    private Result? result;
    private Result? renewResult;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm]
    private TwoFactorForm Input { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "turn-off")]
    private TwoFactorForm Off { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new TwoFactorForm();
        Off ??= new TwoFactorForm();
        profile = (await show.RunAsync(Context.RequestAborted)).TryGet(out var found) ? found : null;
        if (profile is { HasTwoFactor: false })
        {
            start = (await begin.RunAsync(Context.RequestAborted)).TryGet(out var begun) ? begun : null;
        }
    }

    private async Task TurnOnAsync()
    {
        var answer = await turnOn.RunAsync(Input.Code, Context.RequestAborted);
        result = answer;
        codes = answer.TryGet(out var made) ? made : null;
    }

    private async Task RenewAsync()
    {
        var answer = await renew.RunAsync(Input.CurrentPassword, Context.RequestAborted);
        renewResult = answer;
        codes = answer.TryGet(out var made) ? made : null;
    }

    private async Task TurnOffAsync()
    {
        result = await turnOff.RunAsync(Off.CurrentPassword, Context.RequestAborted);
        if (result.Succeeded)
        {
            navigation.NavigateTo("/account");
        }
    }

    public sealed class TwoFactorForm
    {
        public string? Code { get; set; }

        public string? CurrentPassword { get; set; }
    }
}
