using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Business.Scheduling;

public sealed class SchedulingOptions
{
    public const string Section = "Scheduling";

    /// <summary>False on a node that only serves pages.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Work may be run as if a day to come were here. An invoice is dated on that day, and its series numbers nothing before it again:
    /// for trying things out, so true in Development only.
    /// </summary>
    public bool MayRunAhead { get; set; }

    /// <summary>The day that work is run as of: the one that is asked for, but none to come where that is not allowed.</summary>
    public DateOnly DayOf(DateOnly? asOf, DateOnly today) => asOf is { } day && (day <= today || MayRunAhead) ? day : today;

    /// <summary>How long work belongs to the process that runs it; renewed while it runs, so only a process that died loses it.</summary>
    [Range(3, 3600)]
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>Days that runs are kept.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 60;

    /// <summary>Other schedules than the built-in ones, by name of the work: "00:00:30", "at 02:15" (UTC), "off".</summary>
    public Dictionary<string, string> Works { get; } = new(StringComparer.Ordinal);
}

internal sealed class SchedulingOptionsCheck : IValidateOptions<SchedulingOptions>
{
    public ValidateOptionsResult Validate(string? name, SchedulingOptions options) =>
        options.Works.Where(w => WorkSchedule.Parse(w.Value) is null).Select(w => $"Scheduling:Works:{w.Key} is not a schedule: '{w.Value}'.").ToList() is { Count: > 0 } wrong
            ? ValidateOptionsResult.Fail(wrong)
            : ValidateOptionsResult.Success;
}
