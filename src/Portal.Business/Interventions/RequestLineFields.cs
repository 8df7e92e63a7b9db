using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.Interventions;

/// <summary>What a person enters into a line of a request.</summary>
public sealed record RequestLineFields : PricedLineFields
{
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
