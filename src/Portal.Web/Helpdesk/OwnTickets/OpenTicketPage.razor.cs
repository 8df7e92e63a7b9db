using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Helpdesk.UseCases;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Helpdesk.OwnTickets;

/// <summary>A client says what is wrong: one ordinary form, which works without a script.</summary>
public sealed partial class OpenTicketPage(ListOwnTickets list, OpenOwnTicket open, NavigationManager navigation, IStringLocalizer<HelpdeskPages> T)
{
    private readonly FormState state = new(nameof(Input));
    private ListOwnTickets.Listed? choices;
    private Result? opened;

    public sealed class Form
    {
        public Guid Key { get; set; } = Guid.NewGuid();

        public long? ClientId { get; set; }

        public string? Title { get; set; }

        public string? Body { get; set; }
    }

    [SupplyParameterFromForm(FormName = "ticket")]
    private Form? Input { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new Form();
        var found = await list.RunAsync(new PageRequest(1, 1), Http.RequestAborted);
        opened = found;
        choices = found.TryGet(out var value) ? value : null;
    }

    private async Task SendAsync()
    {
        var form = Input!;
        var client = form.ClientId ?? choices?.Clients.Select(c => c.Id).FirstOrDefault() ?? 0;
        var result = await open.RunAsync(new(client, form.Key, form.Title ?? "", form.Body ?? "", PortalFiles.Of(Http)), CancellationToken.None);
        state.Result = result;
        if (result.TryGet(out var id))
        {
            navigation.NavigateTo($"/portal/tickets/{id}?sent=1");
        }
    }
}
