using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using static Portal.Business.JobFolders.UseCases.ShowJobPlan;

namespace Portal.Web.JobFolders;

/// <summary>Stages and tasks of a job; a stage whose lines have something left is invoiced from here.</summary>
public sealed partial class JobPlanCard(
    ShowJobPlan show, SaveJobStage saveStage, RemoveJobStage removeStage, OrderJobStages order, SaveJobTask saveTask, RemoveJobTask removeTask, InvoiceStage invoicing,
    ICurrentUser user, Dialogs dialogs, NavigationManager navigation, IStringLocalizer<JobFoldersPages> T)
{
    private int seen = -1;
    private Plan? plan;
    private Refusal? refusal;
    private Stage? stage;
    private TaskRow? task;
    private long? stageOfTask;
    private bool editingStage;
    private bool editingTask;

    [Parameter, EditorRequired]
    public JobView View { get; set; } = default!;

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool MayEdit => user.Has(Permissions.JobsEdit) && !View.IsFinished;

    private bool MayInvoice => user.Has(Permissions.InvoicesEdit) && !View.IsFinished;

    /// <summary>Counts up when something of the job has changed: what is shown is read again, and what is being typed stays.</summary>
    [Parameter]
    public int Changes { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (seen == Changes)
        {
            return;
        }

        seen = Changes;
        var found = await show.RunAsync(new Input(View.Id), default);
        refusal = found.Refusal;
        plan = found.TryGet(out var shown) ? shown : null;
    }

    private static string Dates(Stage stage) => (stage.PlannedFrom, stage.PlannedTo) switch
    {
        ({ } from, { } to) => $"{Formats.Current.Date(from)} – {Formats.Current.Date(to)}",
        ({ } from, null) => $"≥ {Formats.Current.Date(from)}",
        (null, { } to) => $"≤ {Formats.Current.Date(to)}",
        _ => "",
    };

    private void EditStage(Stage? one) => (stage, editingStage) = (one, true);

    private void EditTask(TaskRow? one, long? ofStage) => (task, stageOfTask, editingTask) = (one, ofStage, true);

    private async Task FinishAsync(Stage one) => await AfterAsync(await saveStage.RunAsync(
        new SaveJobStage.Input(View.Id, one.Id, one.Version, one.Name, one.PlannedFrom, one.PlannedTo, one.DoneOn is null), default));

    private async Task FinishAsync(TaskRow one) => await AfterAsync(await saveTask.RunAsync(
        new SaveJobTask.Input(View.Id, one.Id, one.Version, one.Text, one.StageId, one.AssigneeId, one.DueOn, one.DoneAt is null), default));

    private async Task MoveAsync(Stage one, int by)
    {
        var ids = plan!.Stages.Select(s => s.Id).ToList();
        var at = ids.IndexOf(one.Id);
        if (new RowMove(at, at + by).Apply(ids))
        {
            await AfterAsync(await order.RunAsync(new OrderJobStages.Input(View.Id, ids), default));
        }
    }

    private async Task RemoveAsync(Stage one)
    {
        if (await dialogs.AskAsync(new Question(T["RemoveStageTitle", one.Name], T["RemoveStageText"], T["RemoveStage"], Danger: true)))
        {
            await AfterAsync(await removeStage.RunAsync(new RemoveJobStage.Input(one.Id, one.Version), default));
        }
    }

    private async Task RemoveAsync(TaskRow one) => await AfterAsync(await removeTask.RunAsync(new RemoveJobTask.Input(one.Id, one.Version), default));

    private async Task<Result> InvoiceAsync(Stage one)
    {
        var result = await invoicing.RunAsync(new InvoiceStage.Input(one.Id), default);
        if (result.TryGet(out var invoice))
        {
            navigation.NavigateTo($"/invoices/{invoice}");
        }

        return result;
    }

    /// <summary>Without a refusal the page loads anew, and this card with it.</summary>
    private async Task AfterAsync(Result result)
    {
        refusal = result.Refusal;
        await (result.Succeeded ? DoneAsync() : Task.CompletedTask);
    }

    private Task DoneAsync()
    {
        (editingStage, editingTask) = (false, false);
        return OnChanged.InvokeAsync();
    }
}
