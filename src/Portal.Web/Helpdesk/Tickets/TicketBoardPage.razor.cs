using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Helpdesk.Tickets;

/// <summary>
/// Tickets in the stages of a team, or of all teams by status. A card is dragged to another column, or moved by its menu, or with Alt and an
/// arrow. What it is narrowed to stands in the address.
/// </summary>
public sealed partial class TicketBoardPage(
    ShowTicketBoard show, MoveTicket move, FindTicketLabels labels, ICurrentUser user, PageAddress address, MovedFocus focus, IStringLocalizer<HelpdeskPages> T, IStringLocalizer<HelpdeskText> Texts)
{
    private const string All = "all";

    private ShowTicketBoard.Board? board;
    private ListTickets.Row? dragged;
    private Refusal? refusal;
    private bool moving;
    private string said = "";
    private string? labelName;

    [SupplyParameterFromQuery(Name = "team")]
    private string? Team { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "mine")]
    private string? Mine { get; set; }

    [SupplyParameterFromQuery(Name = "label")]
    private string? Label { get; set; }

    private bool MayMove => user.Has(Permissions.HelpdeskWork);

    private string Chosen => board?.TeamId?.ToString(CultureInfo.InvariantCulture) ?? All;

    protected override async Task OnParametersSetAsync()
    {
        refusal = null;
        labelName = Label is { } key && (await labels.RunAsync(new(Key: key, Take: 1), default)).TryGet(out var found) && found is [var known, ..] ? known.Name : null;
        await LoadAsync();
    }

    /// <summary>Anywhere else; only a new ticket to where new ones stand.</summary>
    private static bool May(ListTickets.Row card, ShowTicketBoard.Column to) =>
        (to.StageId is { } stage ? stage != card.StageId : to.Status != card.Status) && (to.Status != TicketStatus.New || (to.StageId is not null && card.Status == TicketStatus.New));

    private static string ListOf(ShowTicketBoard.Column column) =>
        column.StageId is { } stage ? $"/tickets?view=all&f_stage={stage.ToString(CultureInfo.InvariantCulture)}" : $"/tickets?view=all&f_status={column.Status}";

    private string NameOf(ShowTicketBoard.Column column) => column.StageId is null ? Texts[$"Status.{column.Status}"] : column.Name;

    protected override Task OnAfterRenderAsync(bool firstRender) => focus.AfterRenderAsync();

    private static string IdOf(ListTickets.Row card) => $"card-{card.Id.ToString(CultureInfo.InvariantCulture)}";

    private void Go(string key, string? value) => address.Change(key, string.IsNullOrWhiteSpace(value) ? null : value);

    private async Task<IReadOnlyList<Choice<string>>> FindAsync(ChoiceRequest asked, CancellationToken ct) =>
        (await labels.RunAsync(new(asked.Text, null, asked.Skip, asked.Take), ct)).TryGet(out var found) ? [.. found.Select(l => new Choice<string>(l.Key, l.Name, ""))] : [];

    private async Task LoadAsync()
    {
        var team = long.TryParse(Team, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var found = await show.RunAsync(new(team, Team == All, Search ?? "", Mine is not null, Label), default);
        board = found.TryGet(out var shown) ? shown : board;
        refusal ??= found.Refusal;
    }

    private Task DropAsync(ShowTicketBoard.Column to)
    {
        var card = dragged;
        dragged = null;
        return card is not null && May(card, to) ? MoveAsync(card, to) : Task.CompletedTask;
    }

    /// <summary>Alt and an arrow on a card's number: to the next column on that side that takes it, where the person goes on.</summary>
    private async Task KeyAsync(ListTickets.Row card, KeyboardEventArgs e)
    {
        var columns = board!.Columns.ToList();
        var at = columns.FindIndex(c => c.StageId is { } stage ? stage == card.StageId : c.Status == card.Status);
        var to = (e.AltKey && MayMove, e.Key) switch
        {
            (true, "ArrowRight") => columns.Skip(at + 1).FirstOrDefault(c => May(card, c)),
            (true, "ArrowLeft") when at > 0 => columns.Take(at).LastOrDefault(c => May(card, c)),
            _ => null,
        };
        if (to is not null)
        {
            await MoveAsync(card, to);
            focus.Follow(IdOf(card));
        }
    }

    private async Task MoveAsync(ListTickets.Row card, ShowTicketBoard.Column to)
    {
        if (moving)
        {
            return;
        }

        moving = true;
        var moved = await move.RunAsync(new(card.Id, card.Version, to.Status, to.StageId), default);
        (moving, refusal) = (false, moved.Refusal);
        said = moved.Succeeded ? T["CardMoved", card.Number, NameOf(to)] : "";
        await LoadAsync();
    }
}
