using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.ClientPortal;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;

namespace Portal.Web.ClientPortal;

/// <summary>A quote for a signed-in client: the same page and the same answer as behind the personal link.</summary>
public sealed partial class PortalQuote(
    ShowQuoteToClient show, ShowFrameOfQuote showFrame, ApproveQuote approve, RefuseQuote refuse, ICurrentUser User, NavigationManager navigation,
    IStringLocalizer<ClientPortalPages> T)
{
    private PublicQuote? quote;
    private PortalCompany? company;
    private long? documentId;
    private Result? refused;
    private Result? result;
    private string? name;
    private string? reason;
    private string? signature;
    private bool refusing;

    [Parameter]
    public long Id { get; set; }

    /// <summary>Set by the redirect after an answer.</summary>
    [SupplyParameterFromQuery(Name = "answered")]
    private string? Answered { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    private IFormCollection? Form => HttpMethods.IsPost(Context.Request.Method) && Context.Request.HasFormContentType ? Context.Request.Form : null;

    private IReadOnlyList<long> Options => [.. (Form?["options"] ?? default).Select(Number).OfType<long>()];

    private long? Schedule => Number(Form?["schedule"]);

    protected override async Task OnInitializedAsync()
    {
        var shown = await show.RunAsync(new(Id, Form is null ? null : Options, Schedule), Context.RequestAborted);
        refused = shown;
        if (!shown.TryGet(out quote) || !(await showFrame.RunAsync(Id, Context.RequestAborted)).TryGet(out var frame))
        {
            quote = null;
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        (company, documentId) = (frame.Company, frame.DocumentId);
    }

    private async Task SubmitAsync()
    {
        if (quote is not { CanAnswer: true } open)
        {
            return;
        }

        var form = Form!;
        (name, reason, signature) = (form["name"], form["reason"], form["signature"]);
        var browser = Context.Request.Headers.UserAgent.ToString();
        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "";
        switch (form["action"].ToString())
        {
            case "approve":
                var drawn = DrawnSignature.Read(signature);
                result = drawn.Succeeded
                    ? await approve.RunAsync(
                        new(Id, null, Options, Schedule ?? open.ChosenScheduleId, name ?? "", drawn.Value.File, address, browser, open.DocumentSha256),
                        CancellationToken.None)
                    : drawn;
                break;
            case "refuse":
                refusing = true;
                result = await refuse.RunAsync(new(null, Id, name ?? "", reason ?? "", address, browser), CancellationToken.None);
                break;
            default:
                return;
        }

        // Answered, by this click or by another: the page shows how it stands, and a reload asks for nothing again.
        if (result.Succeeded || result.Refusal is { Kind: RefusalKind.Conflict })
        {
            navigation.NavigateTo($"/portal/quotes/{Id}?answered=1", forceLoad: false);
        }
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
