using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.JobFolders;

/// <summary>
/// Jobs in columns by status. A card is dragged to another column, or moved by its menu, or with Alt and an arrow. What it is narrowed to stands
/// in the address.
/// </summary>
public sealed partial class JobBoardPage(
    ShowJobBoard show, MoveJob move, ReopenJob reopen, FindForJobFilter find, ICurrentUser user, PageAddress address, MovedFocus focus, IStringLocalizer<JobFoldersPages> T,
    IStringLocalizer<JobFoldersText> Texts)
{
    private static readonly JobStatus[] Targets = [JobStatus.Open, JobStatus.InProgress, JobStatus.Done, JobStatus.Invoiced, JobStatus.Closed];

    private IReadOnlyList<ShowJobBoard.Column>? columns;
    private ShowJobBoard.Input? asked;
    private ShowJobBoard.Card? dragged;
    private Result? result;

    /// <summary>The card beside which the refusal stands; null: above all.</summary>
    private long? refused;
    private string said = "";
    private string? clientName;
    private string? responsibleName;
    private string? labelName;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "mine")]
    private string? Mine { get; set; }

    [SupplyParameterFromQuery(Name = "client")]
    private string? Client { get; set; }

    [SupplyParameterFromQuery(Name = "responsible")]
    private string? Responsible { get; set; }

    [SupplyParameterFromQuery(Name = "label")]
    private string? Label { get; set; }

    private bool MayEdit => user.Has(Permissions.JobsEdit);

    protected override async Task OnParametersSetAsync()
    {
        clientName = await NameAsync(FindForJobFilter.Subject.Client, Client);
        responsibleName = await NameAsync(FindForJobFilter.Subject.Responsible, Responsible);
        labelName = await NameAsync(FindForJobFilter.Subject.Label, Label);
        await LoadAsync();
    }

    /// <summary>Forward any number of steps; back to "in progress", which takes a job up again.</summary>
    private static bool May(JobStatus from, JobStatus to) => to > from || (to == JobStatus.InProgress && from > JobStatus.InProgress);

    private static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private void Go(string key, string? value) => address.Change(key, string.IsNullOrWhiteSpace(value) ? null : value);

    private async Task<string?> NameAsync(FindForJobFilter.Subject subject, string? value) =>
        value is not null && (await find.RunAsync(new FindForJobFilter.Input(subject, Value: value, Take: 1), default)).TryGet(out var found) && found is [var known, ..] ? known.Text : null;

    private async Task<IReadOnlyList<Choice<string>>> FindAsync(FindForJobFilter.Subject subject, ChoiceRequest request, CancellationToken ct) =>
        (await find.RunAsync(new FindForJobFilter.Input(subject, request.Text, null, request.Skip, request.Take), ct)).TryGet(out var found)
            ? [.. found.Select(f => new Choice<string>(f.Value, f.Text, f.Detail))]
            : [];

    private async Task LoadAsync()
    {
        var wanted = new ShowJobBoard.Input(Search ?? "", Mine == "1", Id(Client), Id(Responsible), Label);
        asked = wanted;
        var found = await show.RunAsync(wanted, default);
        if (wanted != asked)
        {
            return;
        }

        if (found.TryGet(out var board))
        {
            columns = board;
        }
        else
        {
            (result, refused) = (found, null);
        }
    }

    private Task DropAsync(JobStatus to)
    {
        var card = dragged;
        dragged = null;
        return card is not null && May(card.Status, to) ? MoveAsync(card, to) : Task.CompletedTask;
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => focus.AfterRenderAsync();

    /// <summary>Client, unless the job is called as that, due day, and who looks after it.</summary>
    private static string About(ShowJobBoard.Card card) => string.Join(
        " · ", new[] { card.ClientName == card.Name ? "" : card.ClientName, card.DueOn is { } due ? Formats.Current.Date(due) : "", card.Responsible }.Where(p => p.Length > 0));

    private static string IdOf(ShowJobBoard.Card card) => $"card-{card.Id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Alt and an arrow on a card's number: one column on, or back to work, where the person goes on.</summary>
    private async Task KeyAsync(ShowJobBoard.Card card, KeyboardEventArgs e)
    {
        JobStatus? to = (e.AltKey, e.Key) switch
        {
            (true, "ArrowRight") when card.Status < JobStatus.Closed => card.Status + 1,
            (true, "ArrowLeft") when card.Status > JobStatus.InProgress => JobStatus.InProgress,
            _ => null,
        };
        if (to is { } wanted && MayEdit)
        {
            await MoveAsync(card, wanted);
            focus.Follow(IdOf(card));
        }
    }

    private async Task MoveAsync(ShowJobBoard.Card card, JobStatus to)
    {
        result = to < card.Status
            ? await reopen.RunAsync(new ReopenJob.Input(card.Id, card.Version), default)
            : await move.RunAsync(new MoveJob.Input(card.Id, card.Version, to), default);
        refused = result.Succeeded ? null : card.Id;
        said = result.Succeeded ? T["CardMoved", card.Number, Texts[$"Status.{to}"]] : "";
        await LoadAsync();
    }
}
