using System.Globalization;
using Portal.Business.Common;
using Portal.Business.Mail.UseCases;

namespace Portal.Web.Administration.Mail;

/// <summary>How messages leave, whether they do, and a test of it.</summary>
public sealed partial class DeliveryPage(ShowMailSettings show, SendTestMessage test, ICurrentUser user)
{
    private MailSettingsView? settings;
    private Refusal? refusal;
    private TestAnswer? answer;
    private string? address;

    private bool MayManage => user.Has(Permissions.MailManage);

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(default);
        refusal = result.Refusal;
        settings = result.TryGet(out var found) ? found : null;
    }

    private async Task<Result> TestAsync()
    {
        answer = null;
        var result = await test.RunAsync(new TestMessage(address ?? "", CultureInfo.CurrentUICulture.Name), default);
        answer = result.TryGet(out var said) ? said : null;
        await LoadAsync();
        return result;
    }
}
