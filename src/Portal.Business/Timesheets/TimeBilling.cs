namespace Portal.Business.Timesheets;

/// <summary>What becomes of time on invoices.</summary>
public enum TimeBilling
{
    /// <summary>Not approved yet, given to the client, or covered by hours that were paid before.</summary>
    Nothing,

    /// <summary>It stands over an order that allows nothing over, until a person decides.</summary>
    ToDecide,

    /// <summary>Approved, to be invoiced, and on no ordered line yet.</summary>
    ToBill,

    /// <summary>On an ordered line of its job.</summary>
    Billed,
}

internal static class TimeBillings
{
    public static TimeBilling Of(TimeEntry entry) =>
        entry.IsUndecided ? TimeBilling.ToDecide
        : entry.JobLineId is not null ? TimeBilling.Billed
        : entry.State == TimeEntryState.Approved && entry.MayBeInvoiced && (entry.TicketId is null || entry.OverMinutes > 0) ? TimeBilling.ToBill
        : TimeBilling.Nothing;
}
