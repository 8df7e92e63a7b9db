using Portal.Business.Common;

namespace Portal.Business.JobFolders;

/// <summary>A word that jobs are gathered by.</summary>
public sealed class JobLabel : Label
{
    private JobLabel()
    {
    }

    public JobLabel(long jobId, string name)
        : base(name) => JobId = jobId;

    public long JobId { get; private set; }

    internal void MoveTo(long jobId) => JobId = jobId;
}
