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
    private const int Months = 12;

    /// <summary>Ageing ends with what is older than this many days.</summary>
    private const int Oldest = 90;

    public sealed record Input;

    /// <summary>The most urgent first.</summary>
    public enum Need
    {
        InvoicesNeedAttention,
        MessagesNeedAttention,
        PaymentsNeedAttention,
        BillingsParked,
        InvoicesOverdue,
        RemindersDue,
        InvoicesToIssue,
        InvoicesToSend,
        ContractsOutOfTime,
        ContractsToRenew,
        VisitsUnconfirmed,
        VisitsToday,
        QuotesViewed,
        QuotesSent,
        ContractsSent,
        QuotesInPreparation,
        JobsToInvoice,
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
            items.AddRange(await InvoiceItemsAsync(db, days, ct));
            charts = user.Has(Permissions.ReportsView) ? await ChartsAsync(db, days.Today, user.Has(Permissions.PaymentsView), ct) : [];
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
            items.AddRange(await VisitItemsAsync(db, days.Today, ct));
        }

        if (user.Has(Permissions.JobsView) && user.Has(Permissions.InvoicesEdit))
        {
            var toInvoice = await db.Jobs.CountAsync(
                j => j.Status != JobStatus.Cancelled && j.Status != JobStatus.Closed && j.Lines.Any(l => l.Quantity > l.InvoicedQuantity), ct);
            items.Add(new Item(Need.JobsToInvoice, toInvoice, []));
        }

        return new Today(days.Today, [.. items.Where(i => i.Count > 0).OrderBy(i => i.Need)], charts);
    }

    /// <summary>Visits of today: one's own for technicians, everybody's for those who plan. Drafts until tomorrow: for those who plan.</summary>
    private async Task<IEnumerable<Item>> VisitItemsAsync(PortalDbContext db, DateOnly today, CancellationToken ct)
    {
        var plans = user.Has(Permissions.InterventionsPlan);
        var visits = (await EntityDays.LoadAsync(db, today, today, ct))
            .Of(db.Visits.Where(v => v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed), v => v.LegalEntityId, v => v.StartsAt);
        var own = plans ? visits : visits.Where(v => v.TechnicianId == user.UserId || v.Crew.Any(h => h.UserId == user.UserId));
        var unconfirmed = (await EntityDays.LoadAsync(db, null, today.AddDays(1), ct)).Of(db.Visits.Where(v => v.Status == VisitStatus.Draft), v => v.LegalEntityId, v => v.StartsAt);
        return
        [
            new Item(Need.VisitsToday, await own.CountAsync(ct), []),
            new Item(Need.VisitsUnconfirmed, plans ? await unconfirmed.CountAsync(ct) : 0, []),
        ];
    }

    private static async Task<IEnumerable<Item>> InvoiceItemsAsync(PortalDbContext db, DueDays days, CancellationToken ct)
    {
        async Task<Item> CountAsync(Need need, IQueryable<Invoice> found, bool balance)
        {
            var sums = await found.GroupBy(i => i.Currency)
                .Select(g => new { Currency = g.Key, Count = g.Count(), Total = g.Sum(i => balance ? i.Balance - i.Held : i.Total) }).ToListAsync(ct);
            return new Item(need, sums.Sum(s => s.Count), [.. sums.OrderBy(s => s.Currency, StringComparer.Ordinal).Select(s => new Amount(s.Currency, s.Total))]);
        }

        return
        [
            await CountAsync(Need.InvoicesToIssue, db.Invoices.Where(days.IsToIssue), balance: false),
            await CountAsync(Need.InvoicesToSend, db.Invoices.Where(i => i.Status == InvoiceStatus.ReadyToSend), balance: false),
            await CountAsync(Need.InvoicesOverdue, db.Invoices.Where(days.IsOverdue), balance: true),
            await AttentionAsync(db, ct),
        ];
    }

    private static async Task<Item> AttentionAsync(PortalDbContext db, CancellationToken ct)
    {
        var reasons = await db.Invoices.Where(i => i.Attention != null).GroupBy(i => i.Attention!).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return new Item(Need.InvoicesNeedAttention, reasons.Sum(r => r.Count), [])
        {
            Reasons = [.. reasons.OrderByDescending(r => r.Count).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => new Reason(r.Key, r.Count))],
        };
    }

    private static async Task<IReadOnlyList<Chart>> ChartsAsync(PortalDbContext db, DateOnly today, bool withPayments, CancellationToken ct)
    {
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
        var invoiced = await db.Invoices.Where(i => i.IssuedOn >= first)
            .GroupBy(i => new { i.Currency, i.IssuedOn!.Value.Year, i.IssuedOn!.Value.Month })
            .Select(g => new { g.Key.Currency, g.Key.Year, g.Key.Month, Sum = g.Sum(i => i.Kind == InvoiceKind.CreditNote ? -i.Total : i.Total) })
            .ToListAsync(ct);
        var paid = !withPayments ? [] : await db.Payments.Where(p => p.ReceivedOn >= first && p.State == PaymentState.Recorded)
            .GroupBy(p => new { p.Currency, p.ReceivedOn.Year, p.ReceivedOn.Month })
            .Select(g => new { g.Key.Currency, g.Key.Year, g.Key.Month, Sum = g.Sum(p => p.Amount) })
            .ToListAsync(ct);
        var (d30, d60, d90) = (today.AddDays(-30), today.AddDays(-60), today.AddDays(-Oldest));
        var open = await db.Invoices.Where(i => i.Balance > 0)
            .GroupBy(i => new { i.Currency, Age = i.DueOn >= today || i.Balance == i.Held ? 0 : i.DueOn >= d30 ? 1 : i.DueOn >= d60 ? 2 : i.DueOn >= d90 ? 3 : 4 })
            .Select(g => new { g.Key.Currency, g.Key.Age, Count = g.Count(), Balance = g.Sum(i => i.Balance) })
            .ToListAsync(ct);

        (DateOnly? From, DateOnly? To)[] ages =
            [(today, null), (d30, today.AddDays(-1)), (d60, d30.AddDays(-1)), (d90, d60.AddDays(-1)), (null, d90.AddDays(-1))];
        return
        [
            .. invoiced.Select(i => i.Currency).Concat(paid.Select(p => p.Currency)).Concat(open.Select(o => o.Currency)).Distinct().Order(StringComparer.Ordinal)
                .Select(currency => new Chart(
                    currency,
                    [.. Enumerable.Range(0, Months).Select(first.AddMonths).Select(month => new Month(
                        month,
                        invoiced.Where(i => i.Currency == currency && i.Year == month.Year && i.Month == month.Month).Sum(i => i.Sum),
                        withPayments ? paid.Where(p => p.Currency == currency && p.Year == month.Year && p.Month == month.Month).Sum(p => p.Sum) : null))],
                    [.. ages.Select((age, i) => new Age(
                        age.From, age.To, open.Where(o => o.Currency == currency && o.Age == i).Sum(o => o.Count),
                        open.Where(o => o.Currency == currency && o.Age == i).Sum(o => o.Balance)))])),
        ];
    }
}
