using Portal.Business.Common;

namespace Portal.Business.Catalog;

public enum ProductKind
{
    Service,
    Goods,
}

/// <summary>Something that a legal entity sells at a usual price.</summary>
public sealed class Product : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    public required string Code { get; set; }

    public required LocalText Name { get; set; }

    public ProductKind Kind { get; set; }

    /// <summary>Unit as printed: "h", "pce"; may be empty.</summary>
    public LocalText Unit { get; set; } = LocalText.Empty;

    /// <summary>Before tax, in the legal entity's currency; six decimals.</summary>
    public decimal UnitPrice { get; set; }

    /// <summary>What one unit costs the company, before tax, in its currency; zero where nothing is bought for it, as for time.</summary>
    public decimal PurchaseCost { get; set; }

    public long? TaxCodeId { get; set; }

    public long? GlAccountId { get; set; }

    /// <summary>Set where it is prepaid time.</summary>
    public SoldHours? Hours { get; set; }

    public bool IsActive { get; set; } = true;

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    public Product IndexForSearch()
    {
        SearchKey = Folding.Fold(Code, Name.French, Name.English);
        return this;
    }
}
