using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;

namespace Portal.Web.JobFolders;

public sealed partial class JobBoardPage(
    ShowJobBoard show, MoveJob move, ICurrentUser User, IStringLocalizer<JobFoldersPages> T, IStringLocalizer<JobFoldersText> Texts)
{
    private IReadOnlyList<ShowJobBoard.Column>? columns;
    private Result? result;
    private bool mine;

    protected override Task OnInitializedAsync() => LoadAsync();

    private static JobStatus? Next(JobStatus status) => status switch
    {
        JobStatus.Open => JobStatus.InProgress,
        JobStatus.InProgress => JobStatus.Done,
        JobStatus.Invoiced => JobStatus.Closed,
        _ => null,
    };

    private async Task LoadAsync()
    {
        var found = await show.RunAsync(new ShowJobBoard.Input(Mine: mine), default);
        if (found.TryGet(out var board))
        {
            columns = board;
        }
        else
        {
            result = found;
        }
    }

    private Task ShowMineAsync(bool wanted)
    {
        mine = wanted;
        return LoadAsync();
    }

    private async Task MoveAsync(ShowJobBoard.Card card, JobStatus to)
    {
        result = await move.RunAsync(new MoveJob.Input(card.Id, card.Version, to), default);
        await LoadAsync();
    }
}
