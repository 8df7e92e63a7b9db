namespace Portal.Business.Contracts.Billing;

public enum InvoiceDating
{
    /// <summary>As the contract's periods have it.</summary>
    AsComputed,
    Today,
    Chosen,
}

/// <summary>Which date the invoices of a run get.</summary>
/// <param name="Chosen">Only with <see cref="InvoiceDating.Chosen"/>.</param>
/// <param name="Today">The day that it is for the company.</param>
public sealed record BillingDates(InvoiceDating Dating, DateOnly? Chosen, DateOnly Today)
{
    public DateOnly Of(DateOnly computed) => Dating switch
    {
        InvoiceDating.Today => Today,
        InvoiceDating.Chosen => Chosen ?? Today,
        _ => computed,
    };

    /// <summary>
    /// The day of issue of an invoice that is dated through today: numbers follow the days, so it is no earlier than that of the invoice before.
    /// A chosen day is taken at its word, and refused where it is too early.
    /// </summary>
    public DateOnly IssueOn(DateOnly dated, DateOnly? lastIssued) =>
        Dating != InvoiceDating.Chosen && lastIssued is { } last && last > dated && last <= Today ? last : dated;
}
