using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit;
using Portal.Web.PersonalLinks;

namespace Portal.Web.Quotes;

/// <summary>Who receives the quote and what is written with it. One opening of the dialog sends at most once.</summary>
public sealed partial class SendQuoteDialog(ProposeQuoteSending propose, SendQuote send, Toasts toasts, IStringLocalizer<QuotesPages> T)
{
    private MailForm? mail;

    [Parameter, EditorRequired]
    public QuoteView View { get; set; } = default!;

    /// <summary>Of the quote as saved when the dialog was asked for.</summary>
    [Parameter]
    public int Version { get; set; }

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnSent { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (!Open)
        {
            mail = null;
        }
        else if (mail is null && (await propose.RunAsync(new ProposeQuoteSending.Input(View.Id), default)).TryGet(out var found))
        {
            mail = new MailForm(found);
        }
    }

    private async Task<Result> SendAsync()
    {
        if (!mail!.Read().TryGet(out var wishes, out var wrong))
        {
            return wrong;
        }

        var result = await send.RunAsync(new SendQuote.Input(View.Id, Version, wishes), default);
        if (result.Succeeded)
        {
            toasts.Say(T["SentToast", View.Number]);
            await OnSent.InvokeAsync();
        }

        return result;
    }
}
