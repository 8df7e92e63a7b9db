using Microsoft.Extensions.Localization;
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
}
