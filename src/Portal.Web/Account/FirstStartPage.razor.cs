using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Shell;

namespace Portal.Web.Account;

public sealed partial class FirstStartPage(FirstStart first, CreateFirstAdministrator create, NavigationManager navigation)
{
    private Result? result;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "first")]
    private FirstForm Input { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new FirstForm();
        if (HttpMethods.IsGet(Context.Request.Method) && !await first.IsNeededAsync(Context.RequestAborted))
        {
            navigation.NavigateTo("/account/sign-in");
        }
    }

    private async Task CreateAsync()
    {
        var language = CultureInfo.CurrentUICulture.Name is var name && Languages.IsKnown(name) ? name : Languages.English;
        result = await create.RunAsync(new FirstAdministratorInput(Input.Code, Input.Email, Input.DisplayName, language, Input.Password), Context.RequestAborted);
        if (result.Succeeded)
        {
            navigation.NavigateTo("/account/sign-in?after=created");
        }
    }

    public sealed class FirstForm
    {
        public string? Code { get; set; }

        public string? DisplayName { get; set; }

        public string? Email { get; set; }

        public string? Password { get; set; }
    }
}
