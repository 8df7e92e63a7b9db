using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Timesheets;

/// <summary>A week of one's own time by day.</summary>
public sealed partial class MyTimePage(
    ShowMyTime show, DeleteTimeEntry delete, StopTimer stop, Dialogs dialogs, IStringLocalizer<TimesheetsPages> T, IStringLocalizer<TimesheetsText> Texts)
{
    private ShowMyTime.Shown? week;
    private Refusal? refusal;
    private long? editing;
    private DateOnly? adding;

    /// <summary>A day of the week to show.</summary>
    [SupplyParameterFromQuery(Name = "on")]
    private string? On { get; set; }

    private DateOnly Monday => week?.Monday ?? default;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var asked = On;
        var wanted = AddressPart.Day(On);
        var shown = await show.RunAsync(new ShowMyTime.Input(wanted), default);
        if (asked != On)
        {
            return;
        }

        (week, refusal) = (shown.TryGet(out var found) ? found : null, shown.Refusal);
    }

    private void Edit(long? id, DateOnly? day) => (editing, adding) = (id, day);

    private Task CloseAsync()
    {
        Edit(null, null);
        return LoadAsync();
    }

    private async Task StopAsync()
    {
        var stopped = await stop.RunAsync(new(), default);
        await LoadAsync();
        refusal ??= stopped.Refusal;
    }

    private async Task DeleteAsync(ShowMyTime.Row row)
    {
        if (!await dialogs.AskAsync(new Question(T["DeleteTimeTitle", TimeWords.Duration(row.Minutes ?? 0), row.JobNumber], T["DeleteTimeText"], T["Delete"], Danger: true)))
        {
            return;
        }

        var deleted = await delete.RunAsync(new DeleteTimeEntry.Input(row.Id, row.Version), default);
        await LoadAsync();
        refusal ??= deleted.Refusal;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
