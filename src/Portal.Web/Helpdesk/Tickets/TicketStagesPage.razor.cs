using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Helpdesk.Tickets;

/// <summary>The stages of a team: their names, kinds and order.</summary>
public sealed partial class TicketStagesPage(
    ListTicketStages list, SaveTicketStage save, OrderTicketStages order, RemoveTicketStage remove, IStringLocalizer<HelpdeskPages> T, IStringLocalizer<HelpdeskText> Texts)
{
    private ListTicketStages.Listed? listed;
    private ListTicketStages.Row? edited;
    private ListTicketStages.Row? removed;
    private Refusal? refusal;
    private bool editing;
    private LocalText name = LocalText.Empty;
    private TicketStatus kind;
    private long? to;

    [Parameter]
    public long TeamId { get; set; }

    private static string Language => CultureInfo.CurrentUICulture.Name;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var result = await list.RunAsync(TeamId, default);
        refusal ??= result.Refusal;
        listed = result.TryGet(out var found) ? found : null;
    }

    private void Edit(ListTicketStages.Row? stage)
    {
        (edited, editing, refusal) = (stage, true, null);
        (name, kind) = stage is null ? (LocalText.Empty, TicketStatus.Open) : (stage.Name, stage.Status);
    }

    private async Task<Result> SaveAsync()
    {
        var result = await save.RunAsync(new(TeamId, edited?.Id, edited?.Version ?? 0, name, kind), default);
        if (result.Succeeded)
        {
            editing = false;
            await LoadAsync();
        }

        return result;
    }

    /// <summary>Drawn before it is saved: the next move counts from there.</summary>
    private async Task MoveAsync(RowMove move)
    {
        var moved = listed!.Stages.ToList();
        if (!move.Apply(moved))
        {
            return;
        }

        listed = listed with { Stages = moved };
        refusal = (await order.RunAsync(new(TeamId, [.. moved.Select(s => s.Id)]), default)).Refusal;
        await LoadAsync();
    }

    private void Remove(ListTicketStages.Row stage)
    {
        (removed, refusal) = (stage, null);
        to = listed!.Stages.FirstOrDefault(s => s.Id != stage.Id && s.Status == stage.Status)?.Id;
    }

    private async Task<Result> RemoveAsync()
    {
        var result = await remove.RunAsync(new(removed!.Id, removed.Version, removed.Tickets > 0 ? to : null), default);
        if (result.Succeeded)
        {
            removed = null;
            await LoadAsync();
        }

        return result;
    }
}
