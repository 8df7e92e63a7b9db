using Portal.Business.Common;

namespace Portal.Business.Interventions;

public enum VisitStepKind
{
    Started,
    Paused,
    Resumed,
    Finished,
    LeftUnfinished,
    Photo,
    PhotoRemoved,
    Part,
    PartRemoved,
    Signed,
    ReportMailed,
    Invoiced,
    InvoiceAttached,
    Paid,
    Answered,

    /// <summary>The text of the report, after the client had signed.</summary>
    Written,

    /// <summary>By the office, after the client had signed: what the request says, which equipment it is about, a part on it.</summary>
    RequestChanged,
    EquipmentChanged,
    PartChanged,
}

/// <summary>
/// Something that was done on a visit. The form that did it carried a key of its own; the database takes each key once, so that a
/// double tap, or a form that a bad line sends again, does nothing twice.
/// </summary>
public sealed class VisitStep : Entity, IBelongsToClient
{
    private VisitStep()
    {
    }

    public VisitStep(Visit visit, VisitStepKind kind, Guid onceKey, ICurrentUser user, DateTime now, string detail = "", long? recordId = null)
    {
        (VisitId, ClientId, Kind, OnceKey) = (visit.Id, visit.ClientId, kind, onceKey);
        (UserId, UserName, At, Detail, RecordId) = (user.UserId, user.Name, now, detail, recordId);
    }

    public long VisitId { get; private set; }

    public long ClientId { get; private set; }

    public VisitStepKind Kind { get; private set; }

    public Guid OnceKey { get; private set; }

    public long? UserId { get; private set; }

    public string UserName { get; private set; } = "";

    public DateTime At { get; private set; }

    /// <summary>A name, a number, a reason: beside what was done.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>What came of it: the photo, the line, the invoice, the payment.</summary>
    public long? RecordId { get; private set; }
}
