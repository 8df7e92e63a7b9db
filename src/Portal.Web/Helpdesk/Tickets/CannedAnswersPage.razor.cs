using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Helpdesk.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Helpdesk.Tickets;

/// <summary>The canned answers of a team, in both languages.</summary>
public sealed partial class CannedAnswersPage(ListCannedAnswers list, SaveCannedAnswer save, DeleteCannedAnswer delete, Dialogs dialogs, IStringLocalizer<HelpdeskPages> T)
{
    private ListCannedAnswers.Listed? listed;
    private ListCannedAnswers.Row? edited;
    private Refusal? refusal;
    private bool editing;
    private string? name;
    private LocalText text = LocalText.Empty;

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

    private void Edit(ListCannedAnswers.Row? answer) => (edited, editing, refusal, name, text) = (answer, true, null, answer?.Name, answer?.Text ?? LocalText.Empty);

    private async Task<Result> SaveAsync()
    {
        var result = await save.RunAsync(new(TeamId, edited?.Id, edited?.Version ?? 0, name ?? "", text), default);
        if (result.Succeeded)
        {
            editing = false;
            await LoadAsync();
        }

        return result;
    }

    private async Task DeleteAsync(ListCannedAnswers.Row answer)
    {
        if (await dialogs.AskAsync(new Question(T["DeleteCannedTitle", answer.Name], T["DeleteCannedText"], T["Delete"], Danger: true)))
        {
            refusal = (await delete.RunAsync(new(answer.Id, answer.Version), default)).Refusal;
            await LoadAsync();
        }
    }
}
