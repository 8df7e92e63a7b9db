namespace Portal.Business.Contracts;

/// <summary>Something of a contract to be billed, and all that its invoice line says.</summary>
/// <param name="LineId">The line; of a one-off charge, the charge.</param>
/// <param name="Key">With line and kind, what makes it once: <see cref="BilledPeriod.Key"/>.</param>
/// <param name="From">The first day of its service period.</param>
/// <param name="InvoiceOn">The date of its invoice, as computed.</param>
/// <param name="Quantity">Of the annual quantity; four decimals.</param>
/// <param name="Net">Before tax; below zero for a revision in the client's favour.</param>
public sealed record DueItem(
    long LineId, BilledKind Kind, string Key, DateOnly From, DateOnly To, DateOnly InvoiceOn, decimal Quantity, decimal Net, InvoiceGrouping Grouping, int Position,
    PeriodAmount? Amount)
{
    /// <summary>A revision is known once the last day of its year is over: until then visits may be done. Neither announced nor billed ahead.</summary>
    public bool IsKnownOn(DateOnly today) => Kind != BilledKind.Revision || InvoiceOn < today;
}

/// <summary>A visit of a contract line that was done.</summary>
/// <param name="On">Its day in the legal entity's time zone.</param>
public sealed record DoneVisit(long LineId, long VisitId, DateOnly On);
