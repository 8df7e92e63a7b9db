namespace Portal.Business.Contracts;

/// <summary>One period of a contract: the days that it covers, the day of its invoice, and how much of a whole period it costs.</summary>
/// <param name="Index">0 for the first.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="InvoiceOn">The date of its invoice.</param>
/// <param name="WholeFrom">The first day of the whole period that it is, or is a part of; its days are what a part is measured against.</param>
/// <param name="WholeTo">The last day of that whole period.</param>
/// <param name="IsWhole">Costs as much as a whole period, whatever days it has.</param>
public sealed record BillingPeriod(int Index, DateOnly From, DateOnly To, DateOnly InvoiceOn, DateOnly WholeFrom, DateOnly WholeTo, bool IsWhole)
{
    public int WholeDays => WholeTo.DayNumber - WholeFrom.DayNumber + 1;

    /// <summary>Days before <see cref="WholeFrom"/> that belong to it: a contract billed in advance by calendar months that starts within one.</summary>
    public int DaysBefore => Math.Max(0, WholeFrom.DayNumber - From.DayNumber);

    public bool Covers(DateOnly day) => From <= day && day <= To;
}
