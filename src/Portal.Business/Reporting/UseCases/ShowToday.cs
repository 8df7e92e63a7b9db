using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Payments;
using Portal.Business.Quotes;
using Portal.Business.Reminders;

namespace Portal.Business.Reporting.UseCases;

/// <summary>
/// What needs a person now, and how the money goes: only what the user may see, in a few grouped queries, whatever the tables hold.
/// </summary>
public sealed class ShowToday(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input;

    /// <summary>The most urgent first.</summary>
    public enum Need
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

    public sealed record Amount(string Currency, decimal Value);

    /// <summary>Why something needs attention (a key of the capability's texts), and how many do.</summary>
    public sealed record Reason(string Key, int Count);

    /// <param name="Amounts">What it is worth, by currency; empty where it is not about money.</param>
    public sealed record Item(Need Need, int Count, IReadOnlyList<Amount> Amounts)
    {
        /// <summary>The most frequent first; only for invoices that need attention.</summary>
        public IReadOnlyList<Reason> Reasons { get; init; } = [];
    }

    /// <param name="Invoiced">Issued in the month, less credit notes, tax included.</param>
    /// <param name="Paid">Received in the month; reversed payments left out. Null where the user may not see payments.</param>
    public sealed record Month(DateOnly First, decimal Invoiced, decimal? Paid);

    /// <param name="From">First due day; null in the oldest.</param>
    /// <param name="To">Last due day; null in what is not due yet.</param>
    public sealed record Age(DateOnly? From, DateOnly? To, int Count, decimal Balance);

    public sealed record Chart(string Currency, IReadOnlyList<Month> Months, IReadOnlyList<Age> Ageing);

    public sealed record Today(DateOnly Day, IReadOnlyList<Item> Items, IReadOnlyList<Chart> Charts);

    public async Task<Result<Today>> RunAsync(Input input, CancellationToken ct)
    {
        if (user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var days = await DueDays.LoadAsync(db, clock, ct);
        var items = new List<Item>();
        IReadOnlyList<Chart> charts = [];
        if (user.Has(Permissions.InvoicesView))
        {
            items.AddRange(await InvoicesToday.ItemsAsync(db, days, ct));
            charts = user.Has(Permissions.ReportsView) ? await TodayCharts.OfAsync(db, days.Today, user.Has(Permissions.PaymentsView), ct) : [];
        }

        if (user.Has(Permissions.RemindersSend))
        {
            var reminders = 0;
            foreach (var (plan, _, today) in await DueReminders.PlansAsync(db, clock, null, ct))
            {
                reminders += await DueReminders.Groups(db, plan, today).CountAsync(ct);
            }

            items.Add(new Item(Need.RemindersDue, reminders, []));
        }

        if (user.Has(Permissions.MailView))
        {
            items.Add(new Item(Need.MessagesNeedAttention, await db.OutgoingMessages.CountAsync(m => m.Attention != null, ct), []));
        }

        if (user.Has(Permissions.PaymentsView))
        {
            items.Add(new Item(Need.PaymentsNeedAttention, await db.Payments.CountAsync(p => p.Attention != null, ct), []));
        }

        if (user.Has(Permissions.QuotesView))
        {
            var quotes = await db.Quotes.Where(q => q.Status == QuoteStatus.Draft || q.Status == QuoteStatus.Sent || q.Status == QuoteStatus.Viewed)
                .GroupBy(q => new { q.Status, q.Currency })
                .Select(g => new { g.Key.Status, g.Key.Currency, Count = g.Count(), Total = g.Sum(q => q.Total) }).ToListAsync(ct);
            items.AddRange(quotes.GroupBy(q => q.Status).Select(same => new Item(
                same.Key switch { QuoteStatus.Viewed => Need.QuotesViewed, QuoteStatus.Sent => Need.QuotesSent, _ => Need.QuotesInPreparation },
                same.Sum(q => q.Count),
                [.. same.OrderBy(q => q.Currency, StringComparer.Ordinal).Select(q => new Amount(q.Currency, q.Total))])));
        }

        if (user.Has(Permissions.ContractsBill))
        {
            items.Add(await ContractsToday.ParkedAsync(db, ct));
        }

        if (user.Has(Permissions.ContractsView))
        {
            items.AddRange(await ContractsToday.UnansweredAsync(db, clock.GetUtcNow().UtcDateTime, ct));
        }

        if (user.Has(Permissions.ContractsEdit))
        {
            items.Add(await ContractsToday.RenewalsAsync(db, days, ct));
        }

        if (user.Has(Permissions.InterventionsPlan))
        {
            items.Add(new Item(
                Need.RequestsToPlan, await db.ServiceRequests.CountAsync(r => r.Status == RequestStatus.ToPlan || r.Status == RequestStatus.PartlyPlanned, ct), []));
        }

        if (user.Has(Permissions.InterventionsView))
        {
            items.AddRange(await VisitsToday.ItemsAsync(db, user, days.Today, ct));
        }

        items.AddRange(await HelpdeskToday.ItemsAsync(db, user, clock.GetUtcNow().UtcDateTime, ct));
        if (user.Has(Permissions.JobsView) && user.Has(Permissions.InvoicesEdit))
        {
            var toInvoice = await db.Jobs.CountAsync(
                j => j.Status != JobStatus.Cancelled && j.Status != JobStatus.Closed && j.Lines.Any(l => l.Quantity > l.InvoicedQuantity), ct);
            items.Add(new Item(Need.JobsToInvoice, toInvoice, []));
        }

        return new Today(days.Today, [.. items.Where(i => i.Count > 0).OrderBy(i => i.Need)], charts);
    }
}
