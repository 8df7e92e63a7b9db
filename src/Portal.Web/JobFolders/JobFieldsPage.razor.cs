using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.JobFolders;

/// <summary>What an administrator wants to know of every job, in which order.</summary>
public sealed partial class JobFieldsPage(
    ListJobFields list, SaveJobField save, OrderJobFields order, DeleteJobField delete, Dialogs dialogs, IStringLocalizer<JobFoldersPages> T)
{
    private IReadOnlyList<ListJobFields.Row>? fields;
    private ListJobFields.Row? edited;
    private Refusal? refusal;
    private bool editing;
    private LocalText name = LocalText.Empty;
    private JobFieldKind kind;
    private string? choices = "";
    private bool required;
    private bool active = true;

    private static string Language => CultureInfo.CurrentUICulture.Name;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var result = await list.RunAsync(default);
        refusal ??= result.Refusal;
        fields = result.TryGet(out var found) ? found : fields;
    }

    private void Edit(ListJobFields.Row? field)
    {
        (edited, editing, refusal) = (field, true, null);
        (name, kind, required, active) = field is null ? (LocalText.Empty, JobFieldKind.Text, false, true) : (field.Name, field.Kind, field.IsRequired, field.IsActive);
        choices = field is null ? "" : string.Join('\n', field.Choices);
    }

    private async Task<Result> SaveAsync()
    {
        var result = await save.RunAsync(
            new SaveJobField.Input(edited?.Id, edited?.Version ?? 0, name, kind, required, (choices ?? "").Split('\n'), active), default);
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
        var moved = fields!.ToList();
        if (!move.Apply(moved))
        {
            return;
        }

        fields = moved;
        refusal = (await order.RunAsync(new OrderJobFields.Input([.. moved.Select(f => f.Id)]), default)).Refusal;
        await LoadAsync();
    }

    private async Task DeleteAsync(ListJobFields.Row field)
    {
        if (await dialogs.AskAsync(new Question(T["DeleteFieldTitle", field.Name.In(Language)], T["DeleteFieldText"], T["Delete"], Danger: true)))
        {
            refusal = (await delete.RunAsync(new DeleteJobField.Input(field.Id, field.Version), default)).Refusal;
            await LoadAsync();
        }
    }
}
