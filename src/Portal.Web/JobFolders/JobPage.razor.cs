using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;

namespace Portal.Web.JobFolders;

public sealed partial class JobPage(ShowJob show, IStringLocalizer<JobFoldersPages> T, IStringLocalizer<JobFoldersText> Texts)
{
    private JobView? view;
    private Refusal? refusal;
    private int changes;

    [Parameter]
    public long Id { get; set; }

    private IReadOnlyList<string> Steps => view!.Status == JobStatus.Cancelled
        ? [Texts["Status.Open"], Texts["Status.Cancelled"]]
        : [Texts["Status.Open"], Texts["Status.InProgress"], Texts["Status.Done"], Texts["Status.Invoiced"], Texts["Status.Closed"]];

    private int CurrentStep => view!.Status == JobStatus.Cancelled ? 1 : (int)view.Status;

    protected override Task OnParametersSetAsync() => view?.Id == Id ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(new ShowJob.Input(Id), default);
        refusal = result.Refusal;
        view = result.TryGet(out var found) ? found : null;
        changes++;
    }
}
