using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Mail;
using Portal.Business.Receivables;
using Portal.Business.Receivables.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Receivables;

/// <summary>Who receives the statement and what is written with it. One opening of the dialog sends at most once.</summary>
public sealed partial class SendStatementDialog(ProposeStatementSending propose, SendStatement send, Toasts toasts, IStringLocalizer<ReceivablesPages> T)
{
    private ProposeStatementSending.Proposal? proposal;
    private Guid key;
    private string? to;
    private string? cc;
    private string? subject;
    private string? body;

    [Parameter, EditorRequired]
    public StatementWish Wish { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Client { get; set; } = "";

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (!Open)
        {
            proposal = null;
        }
        else if (proposal is null && (await propose.RunAsync(Wish, default)).TryGet(out var found))
        {
            (to, cc, subject, body) = (found.To, found.Cc, found.Subject, found.Body);
            key = Guid.NewGuid();
            proposal = found;
        }
    }

    private async Task<Result> SendAsync()
    {
        var wishes = new MailWishes(MailContacts.Read(to ?? ""), MailContacts.Read(cc ?? ""), subject ?? "", body ?? "");
        var result = await send.RunAsync(new SendStatement.Input(Wish, key, wishes), default);
        if (result.Succeeded)
        {
            toasts.Say(T["QueuedToast", Client]);
            await OnClose.InvokeAsync();
        }

        return result;
    }
}
