using Portal.Business.Common;

namespace Portal.Business.Interventions;

public enum WorkLineState
{
    /// <summary>Neither quoted nor ordered: can become a quote or an invoice.</summary>
    Open,

    /// <summary>On a quote; invoiced from there once it is approved.</summary>
    Quoted,

    /// <summary>An ordered line of the job, which knows how much of it is invoiced.</summary>
    Ordered,

    /// <summary>Billed by its contract only.</summary>
    Contract,
}

/// <summary>
/// Something to bill of a request: written before the visit, or used during one. It is billed along one path only: a unique index allows one
/// quote line and one job line for it, and its version tells two people apart who send it along two paths at once.
/// </summary>
public sealed class WorkLine : Entity, IVersioned, IAuditedPart
{
    public long RequestId { get; init; }

    /// <summary>The visit during which it was added; null: on the request itself, and so carried over to every visit.</summary>
    public long? VisitId { get; init; }

    public int Position { get; set; }

    public long? ProductId { get; private set; }

    public string Description { get; private set; } = "";

    /// <summary>Four decimals.</summary>
    public decimal Quantity { get; private set; }

    public string Unit { get; private set; } = "";

    /// <summary>Before tax; six decimals.</summary>
    public decimal UnitPrice { get; private set; }

    /// <summary>What one unit costs the company, before tax, in its currency, as it was when the product was chosen; six decimals.</summary>
    public decimal UnitCost { get; set; }

    /// <summary>10 means 10 %.</summary>
    public decimal DiscountPercent { get; private set; }

    public decimal Net { get; private set; }

    public long? TaxCodeId { get; private set; }

    public long? GlAccountId { get; private set; }

    /// <summary>The line of the quote that was made from it.</summary>
    public long? QuoteLineId { get; private set; }

    /// <summary>The ordered line of the job that it became; from there on the job guards what is invoiced.</summary>
    public long? JobLineId { get; private set; }

    /// <summary>The contract line that generated it.</summary>
    public long? ContractLineId { get; init; }

    public int Version { get; private set; }

    public WorkLineState State =>
        ContractLineId is not null ? WorkLineState.Contract
        : JobLineId is not null ? WorkLineState.Ordered
        : QuoteLineId is not null ? WorkLineState.Quoted
        : WorkLineState.Open;

    public sealed record Values(
        long? ProductId, string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, long? TaxCodeId, long? GlAccountId);

    /// <summary>Refuses what can't be billed, and any change of a line that was quoted or ordered.</summary>
    public Result Set(Values values)
    {
        if (State is WorkLineState.Quoted or WorkLineState.Ordered)
        {
            return Refusal.NotNow("Interventions.LineIsTaken", Description);
        }

        var refusals = PricedLine.Check(values.Description, values.Quantity, values.UnitPrice, values.DiscountPercent);
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
        (TaxCodeId, GlAccountId) = (values.TaxCodeId, values.GlAccountId);
        Net = Money.LineNet(Quantity, UnitPrice, DiscountPercent);
        return Result.Done;
    }

    /// <summary>A quote was made from it. Refused when it went another way already.</summary>
    public Result Quote(long quoteLineId)
    {
        if (State != WorkLineState.Open)
        {
            return Refusal.NotNow("Interventions.LineIsTaken", Description);
        }

        QuoteLineId = quoteLineId;
        return Result.Done;
    }

    /// <summary>The quote was refused, expired, superseded or deleted: it can be billed some other way again.</summary>
    public void LeaveQuote()
    {
        if (JobLineId is null)
        {
            QuoteLineId = null;
        }
    }

    /// <summary>Its ordered line was withdrawn from the job before anything of it was invoiced.</summary>
    public void LeaveJob() => (QuoteLineId, JobLineId) = (null, null);

    /// <summary>It was ordered: by approval of its quote, or directly to be invoiced.</summary>
    public Result Order(long jobLineId)
    {
        if (State is WorkLineState.Ordered or WorkLineState.Contract)
        {
            return Refusal.NotNow("Interventions.LineIsTaken", Description);
        }

        JobLineId = jobLineId;
        return Result.Done;
    }
}
