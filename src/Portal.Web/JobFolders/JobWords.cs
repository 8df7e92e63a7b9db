using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Web.Kit;

namespace Portal.Web.JobFolders;

public static class JobWords
{
    public static Status Of(JobStatus status, IStringLocalizer<JobFoldersText> texts) => new(texts[$"Status.{status}"], status switch
    {
        JobStatus.InProgress => Tone.Waiting,
        JobStatus.Done => Tone.Warning,
        JobStatus.Invoiced or JobStatus.Closed => Tone.Ok,
        JobStatus.Cancelled => Tone.Refused,
        _ => Tone.Neutral,
    });

    /// <summary>"120.00 $ (30 %)"; without a rate of the job's currency nothing is known.</summary>
    public static string Margin(JobCosts costs) => costs.Margin is { } margin
        ? Formats.Current.Amount(margin, costs.Currency) + (costs.Percent is { } percent ? $" ({Formats.Current.Percent(percent)})" : "")
        : "—";
}
