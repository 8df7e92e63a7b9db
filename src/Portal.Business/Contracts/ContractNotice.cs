using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>
/// The task to decide on a contract before it is too late: raised ahead of the last day on which it may be terminated. A unique index allows one
/// for each end of a contract, so that nobody is told twice.
/// </summary>
public sealed class ContractNotice : Entity, IVersioned, IAudited
{
    public required long ContractId { get; init; }

    /// <summary>The last day of the period or the term that it is about.</summary>
    public required DateOnly EndsOn { get; init; }

    /// <summary>The last day for a notice of termination.</summary>
    public required DateOnly Deadline { get; init; }

    public required DateTime RaisedAt { get; init; }

    /// <summary>The message to the client; null: none was due, or it was too late for it.</summary>
    public long? MessageId { get; init; }

    public DateTime? HandledAt { get; private set; }

    public long? HandledById { get; private set; }

    public string HandledByName { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>Renewed, ended, or looked at and left as it is.</summary>
    public void Handle(ICurrentUser user, DateTime now)
    {
        if (HandledAt is null)
        {
            (HandledAt, HandledById, HandledByName) = (now, user.UserId, user.Name);
        }
    }
}

/// <summary>How a company goes about the ends of its contracts.</summary>
public sealed class RenewalSettings : Entity, IVersioned, IAudited
{
    /// <summary>
    /// Between one and three months before the deadline, as article L215-1 of the French Code de la consommation asks of contracts with consumers.
    /// </summary>
    public const int UsualLeadDays = 60;

    public const int LongestLeadDays = 366;

    public required long LegalEntityId { get; init; }

    /// <summary>How many days before the deadline of a notice the task is raised and the client is told.</summary>
    public int LeadDays { get; set; } = UsualLeadDays;

    /// <summary>Renewals to come propose an indexation by <see cref="Rule"/>; a person applies it.</summary>
    public bool ProposesIndexation { get; set; }

    public IndexationRule? Rule { get; set; }

    public int Version { get; private set; }
}

/// <summary>That a client was told of an indexation. A unique index allows one letter per client and indexation.</summary>
public sealed class IndexationLetter : Entity, IBelongsToClient
{
    public required long IndexationId { get; init; }

    public required long ClientId { get; init; }

    public required long DocumentId { get; init; }

    public required long MessageId { get; init; }

    public required DateTime SentAt { get; init; }
}
