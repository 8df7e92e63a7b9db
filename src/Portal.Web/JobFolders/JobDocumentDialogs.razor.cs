using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders.UseCases;

namespace Portal.Web.JobFolders;

/// <summary>What may be asked about one document of a job.</summary>
public sealed partial class JobDocumentDialogs(
    ListJobDocuments list, RenameJobDocument rename, RemoveJobDocument remove, MoveJobDocument move, RevertJobDocument revert, ICurrentUser user,
    IStringLocalizer<JobFoldersPages> T)
{
    private IReadOnlyList<ListJobDocuments.Row> editions = [];
    private Ask before;
    private string? name;
    private string? reason;

    [Parameter, EditorRequired]
    public long JobId { get; set; }

    [Parameter]
    public Ask Asked { get; set; }

    [Parameter]
    public ListJobDocuments.Row? Row { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Asked == before)
        {
            return;
        }

        before = Asked;
        (name, reason) = (Row?.Name, "");
        if (Asked == Ask.Editions && Row is not null)
        {
            editions = (await list.RunAsync(new ListJobDocuments.Input(JobId, new PageRequest(1, 100), Row.Id), default)).TryGet(out var page) ? page.Rows : [];
        }
    }

    private Task<Result> RenameAsync() => DoneAsync(rename.RunAsync(new RenameJobDocument.Input(Row!.Id, name ?? ""), default));

    private Task<Result> RemoveAsync() => DoneAsync(remove.RunAsync(new RemoveJobDocument.Input(Row!.Id, reason ?? ""), default));

    private async Task<Result> DoneAsync(Task<Result> running)
    {
        var result = await running;
        if (result.Succeeded)
        {
            await OnDone.InvokeAsync();
        }

        return result;
    }

    public enum Ask
    {
        Nothing,
        Preview,
        Rename,
        Move,
        Editions,
        Remove,
    }
}
