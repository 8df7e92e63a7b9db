using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Helpdesk.Incoming;

/// <summary>A mail that came for the helpdesk, and where a person puts it.</summary>
public sealed partial class IncomingMailPage(
    ShowIncomingMail show, SettleIncomingMail settle, DiscardIncomingMail discard, FindClientsForWork clients, ICurrentUser user, Dialogs dialogs, NavigationManager navigation,
    IStringLocalizer<HelpdeskPages> T, IStringLocalizer<HelpdeskText> Texts)
{
    private ShowIncomingMail.Shown? mail;
    private Refusal? refusal;
    private string? number;
    private long? client;
    private string? clientName;
    private long? team;
    private bool keeps = true;

    [Parameter]
    public long Id { get; set; }

    private bool MayKeep => user.Has(Permissions.ClientsEdit) && mail is { FromAddress.Length: > 0 };

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        number = mail?.Ticket?.Text;
        (client, clientName) = mail?.Clients is [var one] ? ((long?)one.Id, (string?)one.Text) : (null, null);
    }

    private async Task LoadAsync()
    {
        var shown = await show.RunAsync(Id, default);
        refusal ??= shown.Refusal;
        mail = shown.TryGet(out var found) ? found : null;
    }

    private Task<Result> AnswerAsync() => SettleAsync(new(Id, mail!.Version, number ?? ""));

    private Task<Result> OpenAsync() => SettleAsync(new(Id, mail!.Version, "", client, team, MayKeep && keeps));

    private async Task<Result> SettleAsync(SettleIncomingMail.Input input)
    {
        var settled = await settle.RunAsync(input, default);
        if (settled.TryGet(out var ticket))
        {
            navigation.NavigateTo($"/tickets/{ticket}");
        }

        return settled;
    }

    private async Task DiscardAsync()
    {
        if (await dialogs.AskAsync(new Question(T["DiscardTitle"], T["DiscardText"], T["Discard"])))
        {
            refusal = (await discard.RunAsync(new(Id, mail!.Version), default)).Refusal;
            await LoadAsync();
        }
    }
}
