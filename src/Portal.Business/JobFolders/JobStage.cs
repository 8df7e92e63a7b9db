using Portal.Business.Common;

namespace Portal.Business.JobFolders;

/// <summary>A step of a job that takes several; lines of the order may belong to it and are then invoiced together.</summary>
public sealed class JobStage : Entity, IVersioned, IAudited
{
    private JobStage()
    {
    }

    public JobStage(long jobId, int position) => (JobId, Position) = (jobId, position);

    public long JobId { get; private set; }

    public int Position { get; set; }

    public string Name { get; private set; } = "";

    public DateOnly? PlannedFrom { get; private set; }

    public DateOnly? PlannedTo { get; private set; }

    public DateOnly? DoneOn { get; private set; }

    public int Version { get; private set; }

    public Result Set(string name, DateOnly? from, DateOnly? to)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return Refusal.Invalid("Common.Required").On(nameof(Name));
        }

        if (name.Trim().Length > Data.Lengths.Name)
        {
            return Refusal.Invalid("Common.TooLong", nameof(Name), Data.Lengths.Name).On(nameof(Name));
        }

        if (from > to)
        {
            return Refusal.Invalid("JobFolders.EndsBeforeItStarts").On(nameof(PlannedTo));
        }

        (Name, PlannedFrom, PlannedTo) = (name.Trim(), from, to);
        return Result.Done;
    }

    /// <param name="on">Null: it is not done after all.</param>
    public void Finish(DateOnly? on) => DoneOn = on;

    internal void MoveTo(long jobId, int position) => (JobId, Position) = (jobId, position);
}

/// <summary>Something to do in a job, perhaps in one of its stages.</summary>
public sealed class JobTask : Entity, IVersioned, IAudited
{
    private JobTask()
    {
    }

    public JobTask(long jobId) => JobId = jobId;

    public long JobId { get; private set; }

    public long? StageId { get; private set; }

    /// <summary>The ordered line of hours that it stands for, which is unique among tasks; null: something else to do.</summary>
    [NotAudited]
    public long? JobLineId { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Who is to do it.</summary>
    public long? AssigneeId { get; private set; }

    public DateOnly? DueOn { get; private set; }

    public DateTime? DoneAt { get; private set; }

    /// <summary>Who said that it is done.</summary>
    public string DoneBy { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>That of an ordered line, to which the time is counted that takes its hours.</summary>
    internal static JobTask Of(JobLine line, long jobId, string name) => new(jobId) { JobLineId = line.Id, StageId = line.StageId, Text = Folding.Cut(name.ReplaceLineEndings(" ").Trim(), Data.Lengths.Name) };

    public Result Set(string text, long? stageId, long? assigneeId, DateOnly? dueOn)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Refusal.Invalid("Common.Required").On(nameof(Text));
        }

        if (text.Trim().Length > Data.Lengths.Name)
        {
            return Refusal.Invalid("Common.TooLong", nameof(Text), Data.Lengths.Name).On(nameof(Text));
        }

        (Text, StageId, AssigneeId, DueOn) = (text.Trim(), stageId, assigneeId, dueOn);
        return Result.Done;
    }

    internal void PutIn(long? stageId) => StageId = stageId;

    /// <param name="at">Null: it is not done after all.</param>
    public void Finish(DateTime? at, string by) => (DoneAt, DoneBy) = (at, at is null ? "" : by);

    internal void MoveTo(long jobId) => JobId = jobId;
}
