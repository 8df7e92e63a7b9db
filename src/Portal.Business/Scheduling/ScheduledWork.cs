using System.Globalization;
using System.Resources;
using Portal.Business.Common;

namespace Portal.Business.Scheduling;

/// <summary>When work runs by itself: at an interval, or at a time of day.</summary>
public sealed record WorkSchedule
{
    private WorkSchedule(TimeSpan? interval, TimeOnly? time) => (Interval, Time) = (interval, time);

    public TimeSpan? Interval { get; }

    /// <summary>UTC.</summary>
    public TimeOnly? Time { get; }

    public bool IsOff => Interval is null && Time is null;

    public static WorkSchedule Off { get; } = new(null, null);

    public static WorkSchedule Every(TimeSpan interval) => interval >= TimeSpan.FromSeconds(1)
        ? new(interval, null)
        : throw new ArgumentOutOfRangeException(nameof(interval), "Work runs at most once a second.");

    public static WorkSchedule DailyAt(TimeOnly time) => new(null, time);

    /// <summary>As the settings write it: "00:00:30" for an interval, "at 02:15" for a time of day (UTC), "off".</summary>
    public static WorkSchedule? Parse(string text) =>
        text == "off" ? Off
        : text.StartsWith("at ", StringComparison.Ordinal) && TimeOnly.TryParse(text.AsSpan(3), CultureInfo.InvariantCulture, out var time) ? DailyAt(time)
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval >= TimeSpan.FromSeconds(1) ? Every(interval)
        : null;
}

/// <summary>How often something happened in a run; the name is a key of the capability's texts ("WorkCount.Sent").</summary>
public sealed record WorkCount(string Name, int Number);

/// <summary>What a run came to.</summary>
public sealed record WorkSummary(IReadOnlyList<WorkCount> Counts, Refusal? Refusal = null)
{
    public bool IsIdle => Refusal is null && Counts.All(c => c.Number == 0);

    public static WorkSummary Of<T>(Result<T> result, Func<T, IEnumerable<(string Name, int Number)>> counts) =>
        result.TryGet(out var value)
            ? new WorkSummary([.. counts(value).Select(c => new WorkCount(c.Name, c.Number))])
            : new WorkSummary([], result.Refusal);
}

/// <summary>
/// Work that runs by itself: forwards to one use case, which is safe to run twice, on two nodes, after a crash, at any frequency.
/// Its texts are "Work.{Name}.Title" and "Work.{Name}.About" of the capability's resx.
/// </summary>
/// <param name="Run">Gets a scope's services, in which the system user acts, and the day to pretend it is, if one is given.</param>
public sealed record ScheduledWork(
    string Name, Type Texts, WorkSchedule Schedule, Func<IServiceProvider, DateOnly?, CancellationToken, Task<WorkSummary>> Run)
{
    private static readonly ResourceManager Own = new(typeof(SchedulingText));

    private readonly ResourceManager texts = new(Texts);

    public string Title(CultureInfo culture) => texts.GetString($"Work.{Name}.Title", culture) ?? Name;

    public string About(CultureInfo culture) => texts.GetString($"Work.{Name}.About", culture) ?? "";

    /// <summary>"Invoices issued: 3".</summary>
    public string Say(WorkCount count, CultureInfo culture)
    {
        var title = texts.GetString($"WorkCount.{count.Name}", culture) ?? count.Name;
        return string.Format(culture, Own.GetString("CountOf", culture)!, char.ToUpper(title[0], culture) + title[1..], count.Number);
    }
}

/// <summary>All work that the capabilities have registered, with the schedules of the settings.</summary>
public sealed class ScheduledWorks(IEnumerable<ScheduledWork> works, Microsoft.Extensions.Options.IOptions<SchedulingOptions> options)
{
    private readonly Dictionary<string, ScheduledWork> byName = works.ToDictionary(w => w.Name, StringComparer.Ordinal);

    public IEnumerable<ScheduledWork> All => byName.Values;

    public ScheduledWork? Find(string name) => byName.GetValueOrDefault(name);

    public WorkSchedule ScheduleOf(ScheduledWork work) =>
        options.Value.Works.TryGetValue(work.Name, out var text) ? WorkSchedule.Parse(text)! : work.Schedule;
}
