using Microsoft.AspNetCore.Components;
using Portal.Business.Common;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Helpdesk.Tickets;

/// <summary>A ticket: its conversation, its time and what stands on its head.</summary>
public sealed partial class TicketPage
{
    private ShowTicket.Shown? ticket;
    private Refusal? refusal;
    private bool merging;

    [Parameter]
    public long Id { get; set; }

    private bool MayWork => User.Has(Permissions.HelpdeskWork);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var shown = await Showing.RunAsync(Id, default);
        (ticket, refusal, merging) = (shown.TryGet(out var found) ? found : null, shown.Refusal, false);
    }

    private async Task MoveAsync(TicketStatus to)
    {
        var moved = await Moving.RunAsync(new(Id, ticket!.Version, to), default);
        await LoadAsync();
        refusal ??= moved.Refusal;
    }

    private async Task RequestAsync()
    {
        var made = await Requesting.RunAsync(new(Id), default);
        refusal = made.Refusal;
        if (made.TryGet(out var request))
        {
            Navigation.NavigateTo($"/requests/{request}");
        }
    }

    private Task<Result> UploadAsync(UploadedFile file) => Adding.RunAsync(new(Id, file.Name, file.Content), default);
}
