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
    private bool moving;
    private int answered;

    [Parameter]
    public long Id { get; set; }

    private bool MayWork => User.Has(Permissions.HelpdeskWork);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var shown = await Showing.RunAsync(Id, default);
        (ticket, refusal, merging, moving) = (shown.TryGet(out var found) ? found : null, shown.Refusal, false, false);
    }

    /// <summary>The box is emptied by one's own answer only: what a client writes meanwhile leaves what is being written.</summary>
    private Task AnsweredAsync()
    {
        answered++;
        return LoadAsync();
    }

    /// <summary>Where it can be put: the stages of its team, or the statuses.</summary>
    private IEnumerable<(TicketStatus Status, long? Stage, string Name)> Targets => ticket!.Stages.Count > 0
        ? ticket.Stages.Where(s => s.Id != ticket.StageId && (s.Status != TicketStatus.New || ticket.Status == TicketStatus.New)).Select(s => (s.Status, (long?)s.Id, s.Name))
        : Enum.GetValues<TicketStatus>().Where(s => s != ticket.Status && s != TicketStatus.New).Select(s => (s, (long?)null, Texts[$"Status.{s}"].Value));

    private async Task<Result> MoveAsync(TicketStatus to, long? stage)
    {
        var moved = await Moving.RunAsync(new(Id, ticket!.Version, to, stage), default);
        await LoadAsync();
        return moved;
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
}
