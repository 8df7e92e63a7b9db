using Portal.Business.Common;

namespace Portal.Business.Companies;

public enum Form
{
    Quote,
    Proforma,
    Invoice,
    CreditNote,
    Receipt,
    Statement,
}

/// <summary>The message at the bottom of a form, per legal entity and in both languages.</summary>
public sealed class FormText : Entity, IVersioned, IAudited, IReferenceData
{
    public required long LegalEntityId { get; init; }

    public required Form Form { get; init; }

    public LocalText Text { get; set; } = LocalText.Empty;

    public int Version { get; private set; }
}
