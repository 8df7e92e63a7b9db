using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using static Portal.Web.JobFolders.JobDocumentDialogs;

namespace Portal.Web.JobFolders;

/// <summary>The files of a job: brought by dragging, each with its own result; shown, shared, renamed, moved, put back to an earlier version, deleted.</summary>
public sealed partial class JobDocuments(
    ListJobDocuments list, AttachJobDocument attach, ShareJobDocument sharing, ICurrentUser user, IStringLocalizer<JobFoldersPages> T)
{
    private const int PageSize = 25;

    private readonly List<ListJobDocuments.Row> rows = [];
    private ListJobDocuments.Row? chosen;
    private Ask asked;
    private Refusal? refusal;
    private int total;
    private bool share;

    [Parameter, EditorRequired]
    public long JobId { get; set; }

    [Parameter]
    public bool Closed { get; set; }

    /// <summary>After something changed: counters and timeline tell of it.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool MayEdit => user.Has(Permissions.JobsEdit) && !Closed;

    protected override Task OnInitializedAsync() => LoadAsync(1);

    private Task MoreAsync() => LoadAsync((rows.Count / PageSize) + 1);

    private async Task LoadAsync(int number)
    {
        var result = await list.RunAsync(new ListJobDocuments.Input(JobId, new PageRequest(number, PageSize)), default);
        refusal = result.Refusal;
        if (result.TryGet(out var page))
        {
            total = page.Total;
            rows.AddRange(page.Rows.Where(r => rows.TrueForAll(known => known.Id != r.Id)));
        }
    }

    private async Task ReloadAsync()
    {
        rows.Clear();
        await LoadAsync(1);
        await OnChanged.InvokeAsync();
    }

    private void Choose(Ask what, ListJobDocuments.Row row) => (asked, chosen) = (what, row);

    private async Task<Result> UploadAsync(IncomingFile file) => await attach.RunAsync(new AttachJobDocument.Input(JobId, file.Name, file.Bytes, share), default);

    private async Task ShareAsync(ListJobDocuments.Row row)
    {
        var result = await sharing.RunAsync(new ShareJobDocument.Input(row.Id, !row.IsShared), default);
        await ReloadAsync();
        refusal = result.Refusal;
    }

    private Task DoneAsync()
    {
        asked = Ask.Nothing;
        return ReloadAsync();
    }
}
