namespace Portal.Business.Common;

/// <summary>Anything with a row of its own.</summary>
public abstract class Entity
{
    public long Id { get; private init; } = Ids.New();
}

/// <summary>
/// People edit it: a save that started from an older version is refused instead of overwriting what another person did.
/// </summary>
public interface IVersioned
{
    int Version { get; }
}

/// <summary>Belongs to one client; a client user's queries see it only if that client is theirs.</summary>
public interface IBelongsToClient
{
    long ClientId { get; }
}

/// <summary>Its creation, changes and deletion are written to the audit trail in the same save.</summary>
public interface IAudited;

/// <summary>A part of an audited whole: changes and deletions are written to the audit trail, creation is not.</summary>
public interface IAuditedPart;

/// <summary>Seldom changed, and read by every document: a save of it makes <see cref="Companies.CompanyBooks"/> read again, on every node.</summary>
public interface IReferenceData;

/// <summary>Keeps a value out of the audit trail (secrets, search keys, counters of the program itself).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotAuditedAttribute : Attribute;

/// <summary>The audit trail says its value already when the record is created: what moves money, whose and how much.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AuditedFromTheStartAttribute : Attribute;
