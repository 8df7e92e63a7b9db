using Portal.Business.Common;

namespace Portal.Business.Contracts;

public enum ContractLineStatus
{
    Draft,
    Active,
    Ended,
    Cancelled,
}

/// <summary>Something that a contract delivers every year at an annual price. It is never changed once active: an amendment ends it and starts another.</summary>
public sealed class ContractLine : Entity, IVersioned, IAudited
{
    public long ContractId { get; init; }

    public int Position { get; set; }

    public ContractLineStatus Status { get; private set; }

    public long? ProductId { get; private set; }

    public string Description { get; private set; } = "";

    /// <summary>Of one year; four decimals.</summary>
    public decimal AnnualQuantity { get; private set; }

    public string Unit { get; private set; } = "";

    /// <summary>Before tax; six decimals.</summary>
    public decimal UnitPrice { get; private set; }

    /// <summary>The price at the start, that an indexation on the base price counts from.</summary>
    public decimal BasePrice { get; private set; }

    /// <summary>10 means 10 %.</summary>
    public decimal DiscountPercent { get; private set; }

    public decimal AnnualNet { get; private set; }

    public long? TaxCodeId { get; private set; }

    public long? GlAccountId { get; private set; }

    /// <summary>Null: with its contract.</summary>
    public DateOnly? StartsOn { get; private set; }

    /// <summary>Its last day; null: with its contract.</summary>
    public DateOnly? EndsOn { get; private set; }

    public bool IsIndexable { get; private set; }

    /// <summary>Null: as the contract says.</summary>
    public InvoiceGrouping? Grouping { get; private set; }

    public long? SiteId { get; private set; }

    public long? EquipmentId { get; private set; }

    public VisitPlan Visits { get; private set; } = VisitPlan.None;

    /// <summary>The line that it took the place of. A unique index allows one successor.</summary>
    public long? PreviousId { get; private set; }

    /// <summary>The indexation that made it, where one did.</summary>
    public long? IndexationId { get; init; }

    public int Version { get; private set; }

    public sealed record Values(
        long? ProductId, string Description, decimal AnnualQuantity, string Unit, decimal UnitPrice, decimal DiscountPercent, long? TaxCodeId, long? GlAccountId,
        DateOnly? StartsOn, DateOnly? EndsOn, bool IsIndexable, InvoiceGrouping? Grouping, long? SiteId, long? EquipmentId, VisitPlan Visits);

    /// <summary>Writes a draft. An active line is changed by an amendment only.</summary>
    public Result Set(Values values)
    {
        if (Status != ContractLineStatus.Draft)
        {
            return Refusal.NotNow("Contracts.LineIsActive", Description);
        }

        var refusals = PricedLine.Check(values.Description, values.AnnualQuantity, values.UnitPrice, values.DiscountPercent);
        refusals.AddRange(values.Visits.Check());
        if (values.EndsOn < values.StartsOn)
        {
            refusals.Add(Refusal.Invalid("Contracts.EndsBeforeItStarts").On(nameof(EndsOn)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        (ProductId, Description, Unit) = (values.ProductId, values.Description.Trim(), values.Unit);
        AnnualQuantity = Money.RoundQuantity(values.AnnualQuantity);
        UnitPrice = Money.RoundUnitPrice(values.UnitPrice);
        DiscountPercent = Money.RoundPercent(values.DiscountPercent);
        AnnualNet = Money.LineNet(AnnualQuantity, UnitPrice, DiscountPercent);
        (TaxCodeId, GlAccountId, StartsOn, EndsOn) = (values.TaxCodeId, values.GlAccountId, values.StartsOn, values.EndsOn);
        (IsIndexable, Grouping, SiteId, EquipmentId, Visits) = (values.IsIndexable, values.Grouping, values.SiteId, values.EquipmentId, values.Visits);
        BasePrice = PreviousId is null ? UnitPrice : BasePrice;
        return Result.Done;
    }

    /// <summary>Other codes in its place: of a draft, or of a line of which nothing is billed.</summary>
    /// <param name="billedThrough">The last day that is billed already.</param>
    internal Result Recode(long? taxCodeId, long? glAccountId, DateOnly? billedThrough)
    {
        if (billedThrough is { } through)
        {
            return IsBilled(through, changesOn: through.AddDays(1)).On(nameof(EndsOn));
        }

        (TaxCodeId, GlAccountId) = (taxCodeId, glAccountId);
        return Result.Done;
    }

    public Values Current => new(
        ProductId, Description, AnnualQuantity, Unit, UnitPrice, DiscountPercent, TaxCodeId, GlAccountId, StartsOn, EndsOn, IsIndexable, Grouping, SiteId, EquipmentId, Visits);

    /// <summary>
    /// What it takes to be billed: a tax code, an account, days within the contract, and an amount that is not zero. One that follows another keeps its last
    /// day, also where the contract was ended before it.
    /// </summary>
    public Result Activate(Contract contract)
    {
        var refusals = new List<Refusal>();
        if (Status != ContractLineStatus.Draft)
        {
            refusals.Add(Refusal.NotNow("Contracts.LineIsActive", Description));
        }

        if (TaxCodeId is null)
        {
            refusals.Add(Refusal.NotNow("Contracts.LineWithoutTax", Description).On(nameof(TaxCodeId)));
        }

        if (GlAccountId is null)
        {
            refusals.Add(Refusal.NotNow("Contracts.LineWithoutAccount", Description).On(nameof(GlAccountId)));
        }

        if (AnnualNet == 0)
        {
            refusals.Add(Refusal.NotNow("Contracts.LineCostsNothing", Description).On(nameof(UnitPrice)));
        }

        if (StartsOn < contract.StartsOn || StartsOn > contract.LastDay || EndsOn < contract.StartsOn || (PreviousId is null && EndsOn > contract.LastDay))
        {
            refusals.Add(Refusal.NotNow("Contracts.LineOutsideContract", Description).On(nameof(StartsOn)));
        }

        if (contract.Frequency == BillingFrequency.PerVisit && Visits.PerYear == 0)
        {
            refusals.Add(Refusal.NotNow("Contracts.LineWithoutVisits", Description).On(nameof(Visits)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        Status = ContractLineStatus.Active;
        return Result.Done;
    }

    /// <summary>An amendment or an end gives it its last day.</summary>
    /// <param name="billedThrough">The last day that is billed already.</param>
    public Result End(DateOnly on, DateOnly? billedThrough)
    {
        if (Status != ContractLineStatus.Active)
        {
            return Refusal.NotNow("Contracts.LineNotActive", Description);
        }

        if (billedThrough > on)
        {
            return IsBilled(billedThrough.Value, changesOn: billedThrough.Value).On(nameof(EndsOn));
        }

        EndsOn = on;
        return Result.Done;
    }

    /// <param name="changesOn">The first day that may be chosen: of an end the last day that is billed, of other prices or codes the day after it.</param>
    internal static Refusal IsBilled(DateOnly through, DateOnly changesOn) => Refusal.NotNow("Contracts.BilledBeyond", through, changesOn);

    internal void Follow(long? previousId) => PreviousId = previousId;

    /// <summary>The amendment that ended it was undone.</summary>
    public void Reopen(DateOnly? endsOn) => EndsOn = endsOn;

    internal void Close() => Status = ContractLineStatus.Ended;

    internal void Continue() => Status = ContractLineStatus.Active;

    internal void Cancel() => Status = ContractLineStatus.Cancelled;

    /// <summary>
    /// A line that takes its place from a day on, with other values, active at once; this one ends the day before.
    /// </summary>
    /// <param name="billedThrough">The last day that is billed already.</param>
    public Result<ContractLine> Amend(Contract contract, DateOnly from, Values values, DateOnly? billedThrough, long? indexationId = null) =>
        contract.Lines.Exists(l => l.PreviousId == Id) ? Refusal.NotNow("Contracts.LineWasAmended", Description)
        : AmendBetween(contract, from, values, billedThrough, indexationId);

    /// <summary>The same, of a line that another one follows already: that one follows the new line then, which ends before it.</summary>
    internal Result<ContractLine> AmendBetween(Contract contract, DateOnly from, Values values, DateOnly? billedThrough, long? indexationId = null)
    {
        if ((StartsOn ?? contract.StartsOn) is var first && from <= first)
        {
            var settled = billedThrough > first ? billedThrough.Value : first;
            return Refusal.Invalid("Contracts.AmendmentBeforeLine", Description, settled.AddDays(1)).On(nameof(StartsOn));
        }

        if (EndsOn is { } last && from > last)
        {
            return Refusal.Invalid("Contracts.AmendmentAfterLine", Description, last).On(nameof(StartsOn));
        }

        var line = new ContractLine { ContractId = ContractId, PreviousId = Id, IndexationId = indexationId, Position = Position, BasePrice = BasePrice };
        var set = line.Set(values with { StartsOn = from });
        var active = set.Succeeded ? line.Activate(contract) : set;
        if (!active.Succeeded)
        {
            return Result<ContractLine>.Refused(active.Refusals);
        }

        if (Status == ContractLineStatus.Active && billedThrough is { } through && through >= from)
        {
            return IsBilled(through, changesOn: through.AddDays(1)).On(nameof(EndsOn));
        }

        var ended = End(from.AddDays(-1), billedThrough);
        if (ended.Succeeded && contract.Lines.Find(l => l.PreviousId == Id) is { } next)
        {
            next.Follow(line.Id);
        }

        return ended.Succeeded ? line : Result<ContractLine>.Refused(ended.Refusals);
    }
}
