using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Scheduling;
using Portal.Business.Scheduling.UseCases;
using Portal.Web.Kit;
using Portal.Web.Scheduling;

namespace Portal.Web.Administration.Scheduler;

/// <summary>What runs by itself: when, with which result, and the buttons to run or pause it.</summary>
public sealed partial class SchedulerPage(
    ListScheduledWorks list, ListWorkRuns listRuns, RunScheduledWork run, PauseWork pause, WorkTimetable timetable,
    IStringLocalizer<SchedulerPages> texts, IStringLocalizer<SchedulingText> words)
{
    private const int RunsShown = 20;

    private IReadOnlyList<WorkRow>? works;
    private IReadOnlyDictionary<string, DateTime> next = new Dictionary<string, DateTime>();
    private IReadOnlyList<RunRow> runs = [];
    private Refusal? refusal;
    private string? open;

    private PauseWork Pause => pause;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var result = await list.RunAsync(default);
        refusal = result.Refusal;
        works = result.TryGet(out var rows) ? rows : null;
        next = await timetable.NextRunsAsync(default);
        if (open is not null)
        {
            await LoadRunsAsync(open);
        }
    }

    private async Task ToggleAsync(string work)
    {
        open = open == work ? null : work;
        if (open is not null)
        {
            await LoadRunsAsync(open);
        }
    }

    private async Task LoadRunsAsync(string work) =>
        runs = (await listRuns.RunAsync(new RunsOfWork(work, new PageRequest(Size: RunsShown)), default)).TryGet(out var page) ? page.Rows : [];

    /// <summary>A run that went wrong is a refusal beside the button, too.</summary>
    private async Task<Result> RunNowAsync(string work)
    {
        var result = await run.RunAsync(new WorkToRun(work), default);
        return result.TryGet(out var done) && done.Outcome != RunOutcome.Succeeded ? Refusal.NotNow("Scheduling.RunFailed", done.Error) : result;
    }

    private Status StatusOf(WorkRow work) =>
        work.IsRunning ? new Status(texts["Running"], Tone.Waiting)
        : work.IsPaused ? new Status(texts["Paused", work.PausedBy], Tone.Warning)
        : work.Schedule.IsOff ? new Status(texts["Off"], Tone.Neutral)
        : work.LastOutcome is { } outcome ? new Status(words[$"RunOutcome.{outcome}"], ToneOf(outcome))
        : new Status(texts["NeverRun"], Tone.Neutral);

    private string ScheduleOf(WorkRow work) => work.Schedule switch
    {
        { Time: { } time } => texts["DailyAt", Formats.Current.Time(time)],
        { Interval: { TotalMinutes: 1 } } => texts["EveryMinute"],
        { Interval: { TotalHours: 1 } } => texts["EveryHour"],
        { Interval: { TotalSeconds: < 60 } interval } => texts["EverySeconds", interval.TotalSeconds],
        { Interval: { TotalMinutes: < 120 } interval } => texts["EveryMinutes", interval.TotalMinutes],
        { Interval: { } interval } => texts["EveryHours", interval.TotalHours],
        _ => texts["Off"],
    };

    private string ResultOf(RunRow run) => run switch
    {
        { Error.Length: > 0 } => run.Error,
        { Summary.Length: > 0 } => run.Summary,
        _ => words[$"RunOutcome.{run.Outcome}"],
    };

    internal static Tone ToneOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => Tone.Ok,
        RunOutcome.Interrupted => Tone.Warning,
        _ => Tone.Refused,
    };
}
