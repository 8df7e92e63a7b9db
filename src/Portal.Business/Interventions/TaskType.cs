using Portal.Business.Common;

namespace Portal.Business.Interventions;

/// <summary>A kind of work: how long it usually takes, what one must be able to do, and what has to be asked on site.</summary>
public sealed class TaskType : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    public required LocalText Name { get; set; }

    /// <summary>Usual duration of a visit.</summary>
    public int Minutes { get; set; } = 60;

    public long? SkillId { get; set; }

    public IReadOnlyList<Question> Questions { get; set; } = [];

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}

public enum QuestionKind
{
    Text,
    Choice,
    Number,
    Photo,
    YesNo,
}

/// <summary>One question of a task type's questionnaire. Its key stays when its words change, so that answers keep their question.</summary>
public sealed record Question(string Key, QuestionKind Kind, LocalText Label, bool Required, IReadOnlyList<LocalText> Choices, string Unit = "");

/// <summary>What was answered, with the question as it was then. One answer per question of a request, or of one of its visits.</summary>
public sealed class Answer : Entity, IVersioned, IAuditedPart
{
    public required long RequestId { get; init; }

    /// <summary>Zero: answered on the request itself.</summary>
    public long VisitId { get; init; }

    public required string Key { get; init; }

    public required Question Question { get; set; }

    public int Position { get; set; }

    /// <summary>The words, the number (invariant), or the choice; empty for a photo.</summary>
    public string Value { get; set; } = "";

    public long? PhotoDocumentId { get; set; }

    public int Version { get; private set; }
}
