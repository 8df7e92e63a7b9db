using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Web.PersonalLinks;

namespace Portal.Web.Quotes.Public;

/// <summary>
/// The quote for whoever holds its link. A plain form: everything works without a script; with one, totals follow the ticks and a
/// signature can be drawn.
/// </summary>
public sealed partial class PublicQuotePage(
    OpenQuoteByLink open, ApproveQuote approve, RefuseQuote refuse, NavigationManager navigation, IStringLocalizer<QuotesPages> T)
{
    private PublicQuote? quote;
    private Refusal? refusal;
    private Result? result;
    private QuoteAnswerForm? answer;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [Parameter]
    public string Secret { get; set; } = "";

    /// <summary>Set by the redirect after an answer.</summary>
    [SupplyParameterFromQuery(Name = "answered")]
    private string? Answered { get; set; }

    private bool JustNow => AnswerForm.IsNow(Answered);

    private QuoteAnswerForm? Form => QuoteAnswerForm.Of(Context.Request);

    protected override async Task OnInitializedAsync()
    {
        AnswerForm.KeepPrivate(Context);
        await ShowAsync();
    }

    private async Task ShowAsync()
    {
        var opened = Secret.Length > AnswerForm.LongestSecret
            ? Refusal.Invalid("PersonalLinks.Unknown")
            : await open.RunAsync(new OpenQuoteByLink.Input(Secret, Form?.Options, Form?.ScheduleId), Context.RequestAborted);
        refusal = opened.Refusal;
        quote = opened.TryGet(out var found) ? found : null;
        if (refusal is not null)
        {
            AnswerForm.Gone(Context);
        }
    }

    private async Task SubmitAsync()
    {
        if (quote is not { CanAnswer: true } open)
        {
            navigation.NavigateTo(AnswerForm.After($"/q/{Secret}", now: false));
            return;
        }

        answer = Form!;
        if (answer.Action is not ("approve" or "refuse"))
        {
            return;
        }

        if (!answer.Give(Context).TryGet(out var given, out var unreadable))
        {
            result = unreadable;
            return;
        }

        result = answer.Action == "refuse"
            ? await refuse.RunAsync(new RefuseQuote.Input(Secret, null, given.Name, given.Reason, given.IpAddress, given.Browser), CancellationToken.None)
            : await approve.RunAsync(
                new ApproveQuote.Input(
                    open.Id, Secret, answer.Options, answer.ScheduleId ?? open.ChosenScheduleId, given.Name, given.Signature, given.IpAddress, given.Browser, given.DocumentSha256),
                CancellationToken.None);

        // Answered, by this click or by another: the page shows how it stands, and a reload asks for nothing again.
        if (result.Succeeded || result.Refusal is { Kind: RefusalKind.Conflict })
        {
            navigation.NavigateTo(AnswerForm.After($"/q/{Secret}", result.Succeeded));
        }
    }
}
