using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Quotes;

namespace Portal.Web.JobFolders;

/// <summary>All that happened in a job, a page at a time: events, notes, calls and messages, together or one kind.</summary>
public sealed partial class JobTimeline(ListJobTimeline list, AddJobNote noting, LogJobCall logging, ICurrentUser user, IStringLocalizer<JobFoldersPages> T)
{
    private const int PageSize = 20;

    private readonly List<TimelineRow> rows = [];
    private int seen = -1;
    private TimelineKind? kind;
    private Refusal? refusal;
    private int total;
    private string? note = "";
    private bool calling;
    private bool incoming = true;
    private string? with = "";
    private string? said = "";

    [Parameter, EditorRequired]
    public long JobId { get; set; }

    /// <summary>Counts up when something of the job has changed: what is shown is read again, and what is being typed stays.</summary>
    [Parameter]
    public int Changes { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (seen == Changes)
        {
            return Task.CompletedTask;
        }

        seen = Changes;
        return AgainAsync();
    }

    private TimelineEvent Event(TimelineRow row) => row.Kind switch
    {
        TimelineKind.Mail => new TimelineEvent(
            row.At, null, row.Text.Length > 0 ? row.Text : T["NoSubject"], Icons.Mail, Note: row.Note, Href: user.Has(Permissions.MailView) ? $"/settings/mail/{row.Id}" : null),
        TimelineKind.Call => new TimelineEvent(row.At, row.Who, row.Text, Icons.Phone, Note: row.Note),
        _ => QuoteWords.Event(row),
    };

    private Task MoreAsync() => LoadAsync((rows.Count / PageSize) + 1);

    private Task ShowAsync(TimelineKind? wanted)
    {
        kind = wanted;
        return AgainAsync();
    }

    private Task AgainAsync() => LoadAsync(1, again: true);

    private async Task LoadAsync(int number, bool again = false)
    {
        var result = await list.RunAsync(new ListJobTimeline.Input(JobId, new PageRequest(number, PageSize), kind), default);
        refusal = result.Refusal;
        if (result.TryGet(out var page))
        {
            total = page.Total;
            if (again)
            {
                rows.Clear();
            }

            rows.AddRange(page.Rows.Where(r => rows.TrueForAll(known => known.Id != r.Id)));
        }
    }

    private async Task<Result> NoteAsync()
    {
        var result = await noting.RunAsync(new AddJobNote.Input(JobId, note ?? ""), default);
        if (result.Succeeded)
        {
            note = "";
            await AgainAsync();
        }

        return result;
    }

    private async Task<Result> CallAsync()
    {
        var result = await logging.RunAsync(new LogJobCall.Input(JobId, with ?? "", incoming, said ?? ""), default);
        if (result.Succeeded)
        {
            (calling, with, said, incoming) = (false, "", "", true);
            await AgainAsync();
        }

        return result;
    }
}
