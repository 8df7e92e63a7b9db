using Portal.Business.Common;

namespace Portal.Business.JobFolders;

/// <summary>A word that jobs are gathered by. The same word twice on a job, capitals and accents apart, is refused by the database.</summary>
public sealed class JobLabel : Entity, IAudited
{
    public const int Longest = 60;

    private JobLabel()
    {
    }

    public JobLabel(long jobId, string name)
    {
        JobId = jobId;
        Name = name;
        Key = KeyOf(name);
    }

    public long JobId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Folded; what jobs are found by.</summary>
    [NotAudited]
    public string Key { get; private set; } = "";

    public static string KeyOf(string name) => Folding.Cut(Folding.Fold(name), 2 * Longest);

    internal void MoveTo(long jobId) => JobId = jobId;
}
