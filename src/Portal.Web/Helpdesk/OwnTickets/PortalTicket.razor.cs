using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Helpdesk.OwnTickets;

/// <summary>A ticket as its client sees and answers it; works without a script.</summary>
public sealed partial class PortalTicket(ShowOwnTicket show, AnswerOwnTicket answer, NavigationManager navigation, IStringLocalizer<HelpdeskPages> T, IStringLocalizer<HelpdeskText> Texts)
{
    private readonly FormState state = new(nameof(Input));
    private ShowOwnTicket.Shown? shown;
    private Result? result;

    public sealed class Form
    {
        public Guid Key { get; set; } = Guid.NewGuid();

        public string? Body { get; set; }
    }

    [Parameter]
    public long Id { get; set; }

    /// <summary>Set by the redirect after something was sent.</summary>
    [SupplyParameterFromQuery(Name = "sent")]
    private string? Sent { get; set; }

    [SupplyParameterFromForm(FormName = "answer")]
    private Form? Input { get; set; }

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        Input ??= new Form();
        var found = await show.RunAsync(Id, default);
        result = found;
        shown = found.TryGet(out var value) ? value : null;
        if (shown is null && Http is not null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task SendAsync()
    {
        var sent = await answer.RunAsync(new(Id, Input!.Key, Input.Body ?? "", PortalFiles.Of(Http!)), CancellationToken.None);
        state.Result = sent;
        if (sent.Succeeded)
        {
            navigation.NavigateTo($"/portal/tickets/{Id}?sent=1");
        }
    }
}
