using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Web.ClientPortal;
using Portal.Web.PersonalLinks;
using Portal.Web.Quotes.Public;

namespace Portal.Web.Quotes.OwnQuotes;

/// <summary>A quote in the client portal: the same form as behind the personal link, answered by who is signed in.</summary>
public sealed partial class PortalQuotePage(
    ShowQuoteToClient show, ApproveQuote approve, RefuseQuote refuse, NavigationManager navigation, ICurrentUser User, IStringLocalizer<QuotesPages> T,
    IStringLocalizer<ClientPortalPages> PortalTexts)
{
    private PublicQuote? quote;
    private QuoteAnswerForm? form;
    private QuoteAnswerForm? posted;
    private Result? opened;
    private Result? result;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    /// <summary>Set by the redirect after an answer.</summary>
    [SupplyParameterFromQuery(Name = "answered")]
    private string? Answered { get; set; }

    private PortalCompany? Company => quote is null ? null : PortalCompany.Of(quote.Seller);

    protected override async Task OnInitializedAsync()
    {
        form = QuoteAnswerForm.Of(Context.Request);
        var shown = await show.RunAsync(new ShowQuoteToClient.Input(Id, form?.Options, form?.ScheduleId), Context.RequestAborted);
        opened = shown;
        quote = shown.TryGet(out var found) ? found : null;
        if (quote is null)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task SubmitAsync()
    {
        if (quote is not { CanAnswer: true } open)
        {
            navigation.NavigateTo(AnswerForm.After($"/portal/quotes/{Id}", now: false));
            return;
        }

        if (form is not { Action: "approve" or "refuse" } answer)
        {
            return;
        }

        posted = answer;
        if (!answer.Give(Context).TryGet(out var given, out var unreadable))
        {
            result = unreadable;
            return;
        }

        result = answer.Action == "refuse"
            ? await refuse.RunAsync(new RefuseQuote.Input(null, open.Id, given.Name, given.Reason, given.IpAddress, given.Browser), CancellationToken.None)
            : await approve.RunAsync(
                new ApproveQuote.Input(
                    open.Id, null, answer.Options, answer.ScheduleId ?? open.ChosenScheduleId, given.Name, given.Signature, given.IpAddress, given.Browser, given.DocumentSha256),
                CancellationToken.None);
        if (result.Succeeded || result.Refusal is { Kind: RefusalKind.Conflict })
        {
            navigation.NavigateTo(AnswerForm.After($"/portal/quotes/{open.Id}", result.Succeeded));
        }
    }
}
