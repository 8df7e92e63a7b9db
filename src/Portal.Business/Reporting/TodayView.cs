namespace Portal.Business.Reporting;

/// <summary>The most urgent first.</summary>
public enum TodayNeed
{
    InvoicesNeedAttention,
    MessagesNeedAttention,
    PaymentsNeedAttention,
    BillingsParked,
    MailToDecide,
    TicketsLate,
    InvoicesOverdue,
    RemindersDue,
    InvoicesToIssue,
    InvoicesToSend,
    ContractsOutOfTime,
    ContractsToRenew,
    VisitsForgotten,
    VisitsUnconfirmed,
    VisitsToday,
    TicketsMine,
    QuotesViewed,
    QuotesSent,
    ContractsSent,
    QuotesInPreparation,
    JobsToInvoice,
    TimeToDecide,
    RequestsToPlan,
}

public sealed record TodayAmount(string Currency, decimal Value);

/// <summary>Why something needs attention (a key of the capability's texts), and how many do.</summary>
public sealed record TodayReason(string Key, int Count);

/// <param name="Amounts">What it is worth, by currency; empty where it is not about money.</param>
public sealed record TodayItem(TodayNeed Need, int Count, IReadOnlyList<TodayAmount> Amounts)
{
    /// <summary>The most frequent first; only for invoices that need attention.</summary>
    public IReadOnlyList<TodayReason> Reasons { get; init; } = [];
}

/// <param name="Invoiced">Issued in the month, less credit notes, tax included.</param>
/// <param name="Paid">Received in the month; reversed payments left out. Null where the user may not see payments.</param>
public sealed record TodayMonth(DateOnly First, decimal Invoiced, decimal? Paid);

/// <param name="From">First due day; null in the oldest.</param>
/// <param name="To">Last due day; null in what is not due yet.</param>
public sealed record TodayAge(DateOnly? From, DateOnly? To, int Count, decimal Balance);

public sealed record TodayChart(string Currency, IReadOnlyList<TodayMonth> Months, IReadOnlyList<TodayAge> Ageing);

/// <param name="Bought">Minutes, with <paramref name="Left"/> of the accounts that are not used up to the minute.</param>
/// <param name="Left">Minutes; below zero where more was used.</param>
public sealed record TodayHoursClient(long ClientId, string Name, int Bought, int Left);

/// <param name="Clients">Some of them, the fewest hours left first.</param>
/// <param name="Count">Of all clients with such accounts.</param>
/// <param name="Left">Minutes, of all of them.</param>
public sealed record TodayHours(IReadOnlyList<TodayHoursClient> Clients, int Count, int Left);

/// <param name="Hours">Prepaid; null where there are none, or the user may not see them.</param>
public sealed record TodayView(DateOnly Day, IReadOnlyList<TodayItem> Items, IReadOnlyList<TodayChart> Charts, TodayHours? Hours);
