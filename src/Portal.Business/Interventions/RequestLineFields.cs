using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.Interventions;

/// <summary>What a person enters into a line of a request.</summary>
public sealed record RequestLineFields
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

    /// <summary>The net with its own tax, rounded by itself: the lines of a request may differ by cents from its total, which rounds each tax once.</summary>
    public decimal WithTax(TaxTable taxes, DateOnly day) => TaxCalculation.Calculate([(Net, taxes.Find(TaxCodeId))], day).Total;

    internal WorkLine.Values ToValues() =>
        new(ProductId, Description.Trim(), Quantity ?? 0, Unit.Trim(), UnitPrice ?? 0, DiscountPercent ?? 0, TaxCodeId, GlAccountId);

    public static RequestLineFields Of(WorkLine line) => new()
    {
        Id = line.Id,
        ProductId = line.ProductId,
        Description = line.Description,
        Quantity = line.Quantity,
        Unit = line.Unit,
        UnitPrice = line.UnitPrice,
        DiscountPercent = line.DiscountPercent == 0 ? null : line.DiscountPercent,
        TaxCodeId = line.TaxCodeId,
        GlAccountId = line.GlAccountId,
    };

    internal bool Says(WorkLine line) => Of(line) == this with { Id = line.Id, DiscountPercent = DiscountPercent is 0 ? null : DiscountPercent };
}
