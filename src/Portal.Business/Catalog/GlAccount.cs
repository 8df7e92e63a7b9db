using Portal.Business.Common;

namespace Portal.Business.Catalog;

/// <summary>A ledger account of one legal entity's chart.</summary>
public sealed class GlAccount : Entity, IVersioned, IAudited, IReferenceData
{
    public required long LegalEntityId { get; init; }

    public required string Number
    {
        get;
        set
        {
            field = value;
            SearchKey = Folding.Fold(value, Name?.French, Name?.English);
        }
    }

    public required LocalText Name
    {
        get;
        set
        {
            field = value;
            SearchKey = Folding.Fold(Number, value.French, value.English);
        }
    }

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public GlAccountKind Kind { get; set; } = GlAccountKind.Income;

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}

public enum GlAccountKind
{
    Income,
    Receivable,
    Bank,
    Tax,
    Expense,
    Other,
}

public enum JournalKind
{
    Sales,
    Bank,
    General,
}

/// <summary>An accounting journal of one legal entity.</summary>
public sealed class Journal : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    public required string Code { get; set; }

    public required LocalText Name { get; set; }

    public JournalKind Kind { get; set; }

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}
