using Portal.Business.Common;

namespace Portal.Business.Catalog;

/// <summary>What a person enters into a priced line, wherever it stands; forms bind to it as it is.</summary>
public abstract record PricedLineFields
{
    /// <summary>Of the saved line; null for a new one.</summary>
    public long? Id { get; set; }

    public long? ProductId { get; set; }

    public string Description { get; set; } = "";

    public decimal? Quantity { get; set; } = 1;

    public string Unit { get; set; } = "";

    public decimal? UnitPrice { get; set; }

    /// <summary>10 means 10 %.</summary>
    public decimal? DiscountPercent { get; set; }

    public long? TaxCodeId { get; set; }

    public long? GlAccountId { get; set; }

    /// <summary>Nothing was entered yet: left out when the lines are saved.</summary>
    public bool IsBlank => Description.Trim().Length == 0 && UnitPrice is null or 0 && ProductId is null;

    /// <summary>Zero while what was entered can't be an amount.</summary>
    public decimal Net => PricedLine.Check("-", Quantity ?? 0, UnitPrice ?? 0, DiscountPercent ?? 0).Count > 0
        ? 0
        : Money.LineNet(Money.RoundQuantity(Quantity ?? 0), Money.RoundUnitPrice(UnitPrice ?? 0), DiscountPercent ?? 0);
}
