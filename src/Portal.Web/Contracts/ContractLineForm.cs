using Portal.Business.Common;
using Portal.Business.Contracts;

namespace Portal.Web.Contracts;

/// <summary>What is typed of a contract line.</summary>
public sealed class ContractLineForm
{
    public long? Id { get; set; }

    public long? ProductId { get; set; }

    public string? ProductName { get; set; }

    public string? Description { get; set; } = "";

    public decimal? Quantity { get; set; } = 1;

    public string? Unit { get; set; } = "";

    public decimal? UnitPrice { get; set; }

    public decimal? DiscountPercent { get; set; } = 0;

    public long? TaxCodeId { get; set; }

    public long? GlAccountId { get; set; }

    public DateOnly? StartsOn { get; set; }

    public DateOnly? EndsOn { get; set; }

    public bool IsIndexable { get; set; }

    public InvoiceGrouping? Grouping { get; set; }

    public long? SiteId { get; set; }

    public long? EquipmentId { get; set; }

    public decimal? VisitsPerYear { get; set; } = 0;

    public SortedSet<int> Months { get; set; } = [];

    public long? TaskTypeId { get; set; }

    public decimal? Minutes { get; set; } = 60;

    /// <summary>Before tax, of one year.</summary>
    public decimal Net => Money.LineNet(Quantity ?? 0, UnitPrice ?? 0, DiscountPercent ?? 0);

    public bool IsBlank => string.IsNullOrWhiteSpace(Description) && UnitPrice is null or 0 && ProductId is null;

    public static ContractLineForm Of(ContractLineView view)
    {
        var values = view.Line.Current;
        return new ContractLineForm
        {
            Id = view.Line.Id,
            ProductId = values.ProductId,
            ProductName = view.Product,
            Description = values.Description,
            Quantity = values.AnnualQuantity,
            Unit = values.Unit,
            UnitPrice = values.UnitPrice,
            DiscountPercent = values.DiscountPercent,
            TaxCodeId = values.TaxCodeId,
            GlAccountId = values.GlAccountId,
            StartsOn = values.StartsOn,
            EndsOn = values.EndsOn,
            IsIndexable = values.IsIndexable,
            Grouping = values.Grouping,
            SiteId = values.SiteId,
            EquipmentId = values.EquipmentId,
            VisitsPerYear = values.Visits.PerYear,
            Months = [.. values.Visits.Months],
            TaskTypeId = values.Visits.TaskTypeId,
            Minutes = values.Visits.Minutes,
        };
    }

    public ContractLineForm Copy()
    {
        var copy = (ContractLineForm)MemberwiseClone();
        copy.Months = [.. Months];
        return copy;
    }

    public ContractLine.Values ToValues() => new(
        ProductId, Description ?? "", Quantity ?? 0, Unit ?? "", UnitPrice ?? 0, DiscountPercent ?? 0, TaxCodeId, GlAccountId, StartsOn, EndsOn, IsIndexable, Grouping, SiteId,
        EquipmentId, new VisitPlan(Whole(VisitsPerYear), [.. Months], TaskTypeId, Whole(Minutes)));

    private static int Whole(decimal? number) => (int)Math.Clamp(decimal.Truncate(number ?? 0), -1, 1_000_000);
}
