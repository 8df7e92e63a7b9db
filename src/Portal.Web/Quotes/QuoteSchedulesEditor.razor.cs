using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Quotes;

/// <summary>The payment schedules that a client may choose from.</summary>
public sealed partial class QuoteSchedulesEditor(IStringLocalizer<QuotesPages> T)
{
    [CascadingParameter]
    private FormState? Form { get; set; }

    [Parameter, EditorRequired]
    public QuoteDraftFields Fields { get; set; } = default!;

    [Parameter, EditorRequired]
    public QuoteView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public TaxTable Taxes { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<Task> OnChanged { get; set; } = default!;

    private DateOnly InAMonth => View.Today.AddDays(30);

    private IReadOnlyList<(StageTrigger, string)> Triggers => [.. Enum.GetValues<StageTrigger>().Select(t => (t, T[$"Trigger.{t}"].Value))];

    protected override void OnParametersSet()
    {
        for (var i = 0; i < Fields.Schedules.Count; i++)
        {
            Form?.Register($"Schedules[{i}]");
        }
    }

    private ScheduleFields Stages() => new()
    {
        Stages =
        [
            new StageFields { Percent = 30 },
            new StageFields { Percent = 40, Trigger = StageTrigger.OnDate, Date = InAMonth },
            new StageFields { Percent = 30, Trigger = StageTrigger.OnDate, Date = InAMonth.AddDays(30) },
        ],
    };

    /// <summary>Only the last stage can be the rest.</summary>
    private IReadOnlyList<(StageMeasure, string)> Measures(ScheduleFields schedule, int stage) =>
        [.. Enum.GetValues<StageMeasure>().Where(m => m != StageMeasure.Rest || stage == schedule.Stages.Count - 1 || schedule.Stages[stage].Measure == m).Select(m => (m, T[$"Measure.{m}"].Value))];

    private Task MeasureAsync(StageFields stage, StageMeasure measure)
    {
        stage.Measure = measure;
        return OnChanged();
    }

    private string Of(string key, int at) => T["OnStage", T[key], at + 1];

    /// <summary>A preset takes the place of the plain single invoice that every quote starts with.</summary>
    private Task AddAsync(ScheduleFields schedule)
    {
        if (Fields.Schedules is [{ Name.Length: 0, Stages: [{ Trigger: StageTrigger.AtApproval, Percent: 100, Label.Length: 0 }] } only])
        {
            schedule.Id = only.Id;
            Fields.Schedules.Clear();
        }

        Fields.Schedules.Add(schedule);
        return OnChanged();
    }

    private Task RemoveAsync(ScheduleFields schedule) => Fields.Schedules.Count > 1 && Fields.Schedules.TakeOut(schedule) ? OnChanged() : Task.CompletedTask;

    private Task AddStageAsync(ScheduleFields schedule)
    {
        var left = Math.Max(0, 100 - schedule.Stages.Sum(s => s.Percent ?? 0));
        var added = new StageFields { Percent = left, Trigger = StageTrigger.OnDate, Date = InAMonth };
        if (schedule.Stages is [.., { Measure: StageMeasure.Rest }])
        {
            added = added with { Percent = null, Measure = StageMeasure.Amount };
            schedule.Stages.Insert(schedule.Stages.Count - 1, added);
        }
        else
        {
            schedule.Stages.Add(added);
        }

        return OnChanged();
    }

    private Task RemoveStageAsync(ScheduleFields schedule, StageFields stage) =>
        schedule.Stages.Count > 1 && schedule.Stages.TakeOut(stage) ? OnChanged() : Task.CompletedTask;

    private Task SetDaysAsync(StageFields stage, decimal? days)
    {
        stage.Days = days is null ? null : (int)Math.Clamp(Math.Round(days.Value), -1, 100_000);
        return OnChanged();
    }
}
