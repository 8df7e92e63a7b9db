using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Shell;

namespace Portal.Web.Account;

public sealed partial class MyAccount(
    ShowProfile show, ChangeProfile change, ChangePassword changePassword, SignOutEverywhere leave, NavigationManager navigation)
{
    private Profile? profile;
    private Result? profileResult;
    private Result? passwordResult;
    private Result? leaveResult;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    [SupplyParameterFromForm(FormName = "profile")]
    private PersonForm Person { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "password")]
    private SecretForm Secret { get; set; } = default!;

    private string? Done => profileResult is not null || passwordResult is not null ? null : After switch
    {
        "saved" => "ProfileSaved",
        "password" => "PasswordSaved",
        _ => null,
    };

    private Status TwoFactorStatus => profile?.HasTwoFactor == true ? new Status(T["On"], Tone.Ok) : new Status(T["Off"], Tone.Neutral);

    protected override async Task OnInitializedAsync()
    {
        // The page is drawn a first time while the profile is still being read.
        var posted = Person is not null;
        Person ??= new PersonForm();
        Secret ??= new SecretForm();
        profile = (await show.RunAsync(Context.RequestAborted)).TryGet(out var found) ? found : null;
        if (!posted)
        {
            (Person.DisplayName, Person.Language) = (profile?.DisplayName, profile?.Language);
        }
    }

    private async Task SaveProfileAsync()
    {
        profileResult = await change.RunAsync(new ChangeProfileInput(Person.DisplayName, Person.Language), Context.RequestAborted);
        if (profileResult.Succeeded)
        {
            Preferences.RememberLanguage(Context, Person.Language!);
            navigation.NavigateTo("/account?after=saved");
        }
    }

    private async Task SavePasswordAsync()
    {
        passwordResult = await changePassword.RunAsync(new ChangePasswordInput(Secret.CurrentPassword, Secret.Password), Context.RequestAborted);
        if (passwordResult.Succeeded)
        {
            navigation.NavigateTo("/account?after=password");
        }
    }

    private async Task LeaveAsync()
    {
        leaveResult = await leave.RunAsync(Context.RequestAborted);
        if (leaveResult.Succeeded)
        {
            navigation.NavigateTo("/account/sign-in?after=everywhere");
        }
    }

    public sealed class PersonForm
    {
        public string? DisplayName { get; set; }

        public string? Language { get; set; }
    }

    public sealed class SecretForm
    {
        public string? CurrentPassword { get; set; }

        public string? Password { get; set; }
    }
}
