using Portal.Business.Common;
using Portal.Business.JobFolders;

namespace Portal.Business.Quotes;

public sealed class QuoteLine : Entity, IAuditedPart
{
    public long QuoteId { get; init; }

    public int Position { get; set; }

    public long? ProductId { get; private set; }

    public string Description { get; private set; } = "";

    /// <summary>Four decimals.</summary>
    public decimal Quantity { get; private set; }

    public string Unit { get; private set; } = "";

    /// <summary>Before tax; six decimals.</summary>
    public decimal UnitPrice { get; private set; }

    /// <summary>10 means 10 %.</summary>
    public decimal DiscountPercent { get; private set; }

    public decimal Net { get; private set; }

    public long? TaxCodeId { get; private set; }

    public long? GlAccountId { get; private set; }

    /// <summary>The client ticks it or not.</summary>
    public bool IsOptional { get; private set; }

    public bool IsSelected { get; set; }

    /// <summary>The line of a service request that it offers; see <see cref="Interventions.QuotedWork"/>. Kept when that is deleted.</summary>
    public long? WorkLineId { get; init; }

    /// <summary>No stage bills it: its time is billed as it is delivered, at its price. Of its product when it was written.</summary>
    public bool BillsDelivered { get; private set; }

    public bool Counts => !IsOptional || IsSelected;

    public sealed record Values(
        long? ProductId, string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, long? TaxCodeId, long? GlAccountId,
        bool IsOptional);

    /// <summary>Refuses what can't be an offer: no description, a quantity of zero, a discount outside 0 to 100, an absurd amount.</summary>
    public Result Set(Values values)
    {
        var refusals = PricedLine.Check(values.Description, values.Quantity, values.UnitPrice, values.DiscountPercent);
        if (values.TaxCodeId is null)
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(TaxCodeId)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        ProductId = values.ProductId;
        Description = values.Description.Trim();
        Quantity = Money.RoundQuantity(values.Quantity);
        Unit = values.Unit;
        UnitPrice = Money.RoundUnitPrice(values.UnitPrice);
        DiscountPercent = Money.RoundPercent(values.DiscountPercent);
        TaxCodeId = values.TaxCodeId;
        GlAccountId = values.GlAccountId;
        IsOptional = values.IsOptional;
        IsSelected = IsSelected && IsOptional;
        Net = Money.LineNet(Quantity, UnitPrice, DiscountPercent);
        return Result.Done;
    }

    internal void BillAsDelivered(bool delivered) => BillsDelivered = delivered;

    internal void Book((long? TaxCodeId, long? GlAccountId) codes) => (TaxCodeId, GlAccountId) = codes;

    /// <summary>What the job orders by it: of what is billed as delivered nothing yet, and the quantity as an estimate.</summary>
    internal JobLine ToOrder(string purchaseOrder, decimal unitCost) => new JobLine
    {
        QuoteLineId = Id,
        ProductId = ProductId,
        Description = Description,
        Quantity = BillsDelivered ? 0 : Quantity,
        EstimatedQuantity = BillsDelivered ? Quantity : null,
        Unit = Unit,
        UnitPrice = UnitPrice,
        UnitCost = unitCost,
        DiscountPercent = DiscountPercent,
        TaxCodeId = TaxCodeId,
        GlAccountId = GlAccountId,
        PurchaseOrder = purchaseOrder,
    }.Priced();

    /// <param name="keepsWork">For a revision, which offers the same work; a duplicate is another offer.</param>
    public QuoteLine Copy(bool keepsWork = false) => new()
    {
        WorkLineId = keepsWork ? WorkLineId : null,
        Position = Position,
        ProductId = ProductId,
        Description = Description,
        Quantity = Quantity,
        Unit = Unit,
        UnitPrice = UnitPrice,
        DiscountPercent = DiscountPercent,
        Net = Net,
        TaxCodeId = TaxCodeId,
        GlAccountId = GlAccountId,
        IsOptional = IsOptional,
        BillsDelivered = BillsDelivered,
    };
}
