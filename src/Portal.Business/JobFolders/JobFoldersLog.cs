using Microsoft.Extensions.Logging;

namespace Portal.Business.JobFolders;

internal static partial class JobFoldersLog
{
    [LoggerMessage(LogLevel.Information, "Job {JobId} created for client {ClientId}")]
    public static partial void JobCreated(this ILogger log, long jobId, long clientId);

    [LoggerMessage(LogLevel.Information, "Job {JobId} changed")]
    public static partial void JobChanged(this ILogger log, long jobId);

    [LoggerMessage(LogLevel.Information, "Job {JobId} is now {Status}")]
    public static partial void JobMoved(this ILogger log, long jobId, JobStatus status);

    [LoggerMessage(LogLevel.Information, "Line {LineId} added to job {JobId}")]
    public static partial void LineAdded(this ILogger log, long lineId, long jobId);

    [LoggerMessage(LogLevel.Information, "Line {LineId} of job {JobId} corrected")]
    public static partial void LineCorrected(this ILogger log, long lineId, long jobId);

    [LoggerMessage(LogLevel.Information, "Line {LineId} withdrawn from job {JobId}")]
    public static partial void LineWithdrawn(this ILogger log, long lineId, long jobId);

    [LoggerMessage(LogLevel.Information, "Document {DocumentId} of {Size} bytes attached to job {JobId}")]
    public static partial void DocumentAttached(this ILogger log, long documentId, int size, long jobId);

    [LoggerMessage(LogLevel.Warning, "A file of {Size} bytes was refused for job {JobId}: {Reason}")]
    public static partial void FileRefused(this ILogger log, long size, long jobId, string reason);

    [LoggerMessage(LogLevel.Information, "Job {JobId} merged into {IntoId}")]
    public static partial void JobMerged(this ILogger log, long jobId, long intoId);

    [LoggerMessage(LogLevel.Information, "Line {LineId} moved from job {JobId} to {IntoId}")]
    public static partial void LineMoved(this ILogger log, long lineId, long jobId, long intoId);
}
