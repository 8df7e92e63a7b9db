namespace Portal.Business.Contracts.Amending;

/// <summary>Lines that are different, or end, from a day on: applied by staff at once, or once the client approved it.</summary>
/// <param name="From">The first day of the new values, or the first without the lines.</param>
/// <param name="New">Null: the lines end the day before.</param>
public sealed record Amendment(IReadOnlyList<long> LineIds, DateOnly From, AmendedValues? New);

/// <summary>What is null stays as it is.</summary>
/// <param name="PricePercent">On the price of each line; 2.5 makes it 2.5 % dearer.</param>
public sealed record AmendedValues(
    decimal? UnitPrice = null, decimal? PricePercent = null, decimal? AnnualQuantity = null, long? TaxCodeId = null, long? GlAccountId = null, AmendedSite? Site = null,
    VisitPlan? Visits = null)
{
    public bool AreNone => this with { PricePercent = PricePercent is 0 ? null : PricePercent } == new AmendedValues();

    internal ContractLine.Values On(ContractLine line) => line.Current with
    {
        UnitPrice = UnitPrice ?? line.UnitPrice * (1 + ((PricePercent ?? 0) / 100)),
        AnnualQuantity = AnnualQuantity ?? line.AnnualQuantity,
        TaxCodeId = TaxCodeId ?? line.TaxCodeId,
        GlAccountId = GlAccountId ?? line.GlAccountId,
        SiteId = Site is { } site ? site.SiteId : line.SiteId,
        Visits = Visits ?? line.Visits,
    };
}

/// <param name="SiteId">Null: at the billing address.</param>
public sealed record AmendedSite(long? SiteId);

/// <summary>What an amendment changes of one line, as the client reads it. Amounts are those of a year, before tax.</summary>
/// <param name="EndsOn">Its last day; null where it goes on with the new values.</param>
public sealed record AmendmentRow(
    string Description, string Unit, decimal DiscountPercent, decimal OldQuantity, decimal NewQuantity, decimal OldPrice, decimal NewPrice, decimal OldNet, decimal NewNet, int OldVisits,
    int NewVisits, DateOnly? EndsOn);

/// <summary>An amendment as it was sent to be approved, with what it changes as the client read it.</summary>
public sealed record OfferedAmendment(Amendment What, IReadOnlyList<AmendmentRow> Rows)
{
    public decimal OldNet => Rows.Sum(r => r.OldNet);

    public decimal NewNet => Rows.Sum(r => r.NewNet);
}
