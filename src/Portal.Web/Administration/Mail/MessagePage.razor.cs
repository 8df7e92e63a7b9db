using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;

namespace Portal.Web.Administration.Mail;

/// <summary>One message: what it says, to whom, and everything that happened to it.</summary>
public sealed partial class MessagePage(
    ShowMessage show, ShowMailSettings settings, CorrectRecipients correct, SendMessageNow sendNow, CancelMessage cancel, DismissAttention dismiss, MailNames names,
    IStringLocalizer<MailPages> texts)
{
    private MessageView? message;
    private Refusal? refusal;
    private MailSettingsView? delivery;
    private bool correcting;
    private string? to;
    private string? cc;
    private string? bcc;

    [Parameter]
    public long Id { get; set; }

    private SendMessageNow SendNow => sendNow;

    private CancelMessage Cancel => cancel;

    private DismissAttention Dismiss => dismiss;

    private MailNames Names => names;

    private bool HasFile => delivery?.Delivery == MailDelivery.PickupFolder && message is { State: MessageState.Sent } && (delivery.ShowsConfidential || !message.IsConfidential);

    private IReadOnlyList<(string Text, string Href)> Crumbs => [(texts["Outbox"], "/settings/mail")];

    protected override async Task OnParametersSetAsync()
    {
        delivery = (await settings.RunAsync(default)).TryGet(out var view) ? view : null;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(Id, default);
        refusal = result.Refusal;
        message = result.TryGet(out var found) ? found : null;
    }

    private void OpenCorrection()
    {
        (to, cc, bcc) = (message!.Addresses(RecipientRole.To), message.Addresses(RecipientRole.Cc), message.Addresses(RecipientRole.Bcc));
        correcting = true;
    }

    private async Task<Result> CorrectAsync()
    {
        var result = await correct.RunAsync(new CorrectedRecipients(Id, to ?? "", cc ?? "", bcc ?? ""), default);
        if (result.Succeeded)
        {
            correcting = false;
            await LoadAsync();
        }

        return result;
    }
}
