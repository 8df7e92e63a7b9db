using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;

namespace Portal.Web.Quotes.Public;

/// <summary>
/// The quote for whoever holds its link. A plain form: everything works without a script; with one, totals follow the ticks and a
/// signature can be drawn.
/// </summary>
public sealed partial class PublicQuotePage(
    OpenQuoteByLink open, ApproveQuote approve, RefuseQuote refuse, NavigationManager navigation, IStringLocalizer<QuotesPages> T)
{
    private const int LongestSecret = 200;

    private PublicQuote? quote;
    private Refusal? refusal;
    private Result? result;
    private string? name;
    private string? reason;
    private string? signature;
    private bool refusing;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [Parameter]
    public string Secret { get; set; } = "";

    /// <summary>Set by the redirect after an answer.</summary>
    [SupplyParameterFromQuery(Name = "answered")]
    private string? Answered { get; set; }

    private bool JustNow => Answered is not null;

    private QuoteAnswerForm? Form => QuoteAnswerForm.Of(Context.Request);

    protected override async Task OnInitializedAsync()
    {
        var headers = Context.Response.Headers;
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        await ShowAsync();
    }

    private async Task ShowAsync()
    {
        var opened = Secret.Length > LongestSecret
            ? Refusal.Invalid("Quotes.LinkUnknown")
            : await open.RunAsync(new OpenQuoteByLink.Input(Secret, Form?.Options, Form?.ScheduleId), Context.RequestAborted);
        refusal = opened.Refusal;
        quote = opened.TryGet(out var found) ? found : null;
        if (refusal is not null)
        {
            QuoteAnswerForm.Gone(Context);
        }
    }

    private async Task SubmitAsync()
    {
        if (quote is not { CanAnswer: true } open)
        {
            return;
        }

        var form = Form!;
        (name, reason, signature) = (form.Name, form.Reason, form.Signature);
        var browser = Context.Request.Headers.UserAgent.ToString();
        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "";
        switch (form.Action)
        {
            case "approve":
                var drawn = DrawnSignature.Read(signature);
                result = drawn.Succeeded
                    ? await approve.RunAsync(
                        new ApproveQuote.Input(
                            open.Id, Secret, form.Options, form.ScheduleId ?? open.ChosenScheduleId, form.Name, drawn.Value.File, address, browser, form.Document),
                        CancellationToken.None)
                    : drawn;
                break;
            case "refuse":
                refusing = true;
                result = await refuse.RunAsync(new RefuseQuote.Input(Secret, null, form.Name, form.Reason, address, browser), CancellationToken.None);
                break;
            default:
                return;
        }

        // Answered, by this click or by another: the page shows how it stands, and a reload asks for nothing again.
        if (result.Succeeded || result.Refusal is { Kind: RefusalKind.Conflict })
        {
            navigation.NavigateTo(QuoteAnswerForm.After($"/q/{Secret}"));
        }
    }
}
