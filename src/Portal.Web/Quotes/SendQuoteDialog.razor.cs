using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Quotes;

/// <summary>Who receives the quote and what is written with it. One opening of the dialog sends at most once.</summary>
public sealed partial class SendQuoteDialog(ProposeQuoteSending propose, SendQuote send, Toasts toasts, IStringLocalizer<QuotesPages> T)
{
    private readonly HashSet<long> cc = [];
    private ProposeQuoteSending.Proposal? proposal;
    private string key = "";
    private long? to;
    private string? subject;
    private string? body;

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

    private IReadOnlyList<(long?, string)> Recipients =>
        [.. (proposal?.Contacts ?? []).Where(c => c.Email.Length > 0).Select(c => ((long?)c.ContactId, $"{c.Name} · {c.Email}{(c.IsBillingManager ? " · " + T["BillingManager"] : "")}"))];

    protected override async Task OnParametersSetAsync()
    {
        if (!Open)
        {
            proposal = null;
        }
        else if (proposal is null && (await propose.RunAsync(new ProposeQuoteSending.Input(View.Id), default)).TryGet(out var found))
        {
            (proposal, to, subject, body, key) = (found, found.ToContactId, found.Subject, found.Body, Guid.NewGuid().ToString("N"));
            cc.Clear();
        }
    }

    private void Copy(long contactId, bool wanted) => _ = wanted ? cc.Add(contactId) : cc.Remove(contactId);

    private async Task<Result> SendAsync()
    {
        if (to is not { } addressee)
        {
            return Refusal.Invalid("Quotes.NoRecipient").On("ToContactId");
        }

        var result = await send.RunAsync(new SendQuote.Input(View.Id, Version, key, addressee, [.. cc], subject, body), default);
        if (result.Succeeded)
        {
            toasts.Say(T["SentToast", View.Number]);
            await OnSent.InvokeAsync();
        }

        return result;
    }
}
