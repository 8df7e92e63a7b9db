using Portal.Business.Common;

namespace Portal.Business.Accounting;

/// <summary>Somebody who may still book into the locked periods of a legal entity, and why.</summary>
public sealed class LateBooker : Entity, IAudited
{
    private LateBooker()
    {
    }

    public LateBooker(long legalEntityId, long userId, string name, string reason)
    {
        LegalEntityId = legalEntityId;
        UserId = userId;
        Name = name;
        Reason = reason;
    }

    public long LegalEntityId { get; private set; }

    public long UserId { get; private set; }

    /// <summary>Of the user, for the audit trail.</summary>
    public string Name { get; private set; } = "";

    public string Reason { get; private set; } = "";
}
