using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Reminders;
using Portal.Business.Reminders.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Reminders;

public sealed partial class ReminderSettingsPage(
    ShowReminderSettings show, SaveReminderPlan save, Toasts toasts, IStringLocalizer<RemindersPages> T, IStringLocalizer<RemindersText> Texts)
{
    private ShowReminderSettings.Shown? view;
    private ReminderPlanFields fields = new();
    private Refusal? refused;
    private long shownId;

    [SupplyParameterFromQuery(Name = "company")]
    public long? Company { get; set; }

    private IReadOnlyList<(long? Value, string Text)> Accounts => Options(view!.Accounts);

    private IReadOnlyList<(long? Value, string Text)> TaxCodes => Options(view!.TaxCodes);

    protected override Task OnParametersSetAsync() => Company is { } id && id != shownId ? LoadAsync(id) : Task.CompletedTask;

    private static List<(long? Value, string Text)> Options(IEnumerable<ShowReminderSettings.Choice> choices) =>
        [.. choices.Select(c => ((long?)c.Id, $"{c.Code} {c.Name.In(CultureInfo.CurrentUICulture.Name)}"))];

    private async Task LoadAsync(long id)
    {
        var result = await show.RunAsync(new ShowReminderSettings.Input(id), default);
        if (id != (Company ?? id))
        {
            return;
        }

        var typed = view is not null && shownId == id;
        (view, refused, shownId) = (result.Succeeded ? result.Value : null, result.Refusal, id);
        if (view is not null && !typed)
        {
            fields = view.Fields;
        }
    }

    private void Add() => fields.Levels.Add(new ReminderLevelFields { DaysAfter = 15, Tone = ReminderTone.Firm, AttachesLetter = true });

    private void Remove(ReminderLevelFields level) => fields.Levels.TakeOut(level);

    private async Task<Result> SaveAsync()
    {
        var result = await save.RunAsync(new SaveReminderPlan.Input(shownId, view!.Version, fields), default);
        if (result.Succeeded)
        {
            toasts.Say(T["Saved"]);
            await LoadAsync(shownId);
            StateHasChanged();
        }

        return result;
    }
}
