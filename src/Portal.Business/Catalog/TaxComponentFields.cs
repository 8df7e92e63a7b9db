using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Catalog;

/// <summary>What a person enters about one tax (GST, VAT 20 %); its rates are added one by one.</summary>
public sealed record TaxComponentFields
{
    public long LegalEntityId { get; set; }

    public LocalText Name { get; set; } = LocalText.Empty;

    /// <summary>Where documents put it, lowest first.</summary>
    public int Order { get; set; } = 1;

    public long? GlAccountId { get; set; }

    internal TaxComponentFields Checked(FieldChecks checks)
    {
        checks.RefuseIf(Order is < 0 or > 999, nameof(Order), Refusal.Invalid("Catalog.OrderRange"));
        return this with { Name = checks.Required(nameof(Name), Name) };
    }

    internal static TaxComponentFields Of(TaxComponent component) =>
        new() { LegalEntityId = component.LegalEntityId, Name = component.Name, Order = component.Order, GlAccountId = component.GlAccountId };
}
