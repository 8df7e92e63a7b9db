using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.Reminders;

/// <summary>One reminder that is due or was sent: to whom, by whom, in which currency, at which level.</summary>
public sealed record ReminderKey(long LegalEntityId, long ClientId, string Currency, int Level);

/// <summary>An invoice whose next level is due.</summary>
internal sealed class DueInvoice
{
    public required long LegalEntityId { get; init; }

    public required long ClientId { get; init; }

    public required string Currency { get; init; }

    public required int Level { get; init; }

    public required long InvoiceId { get; init; }

    public required decimal Overdue { get; init; }
}

/// <summary>The invoices of one client, in one currency, that are due at the same level: one message.</summary>
internal sealed class DueGroup
{
    public required long LegalEntityId { get; init; }

    public required long ClientId { get; init; }

    public required string Currency { get; init; }

    public required int Level { get; init; }

    public required int Invoices { get; init; }

    public required decimal Overdue { get; init; }

    public ReminderKey Key => new(LegalEntityId, ClientId, Currency, Level);
}

/// <summary>
/// Which reminders are due, as the database finds them. The level after the last one at which the oldest open instalment was reminded of, never a later one,
/// however long nothing ran: when that instalment is as late as the delays up to the level together, and the reminder of it before reached the client as many
/// days ago as the level waits. Once it is paid, the next one that is late begins with the first level.
/// </summary>
internal static class DueReminders
{
    /// <param name="today">Of the legal entity.</param>
    public static IQueryable<DueGroup> Groups(PortalDbContext db, ReminderPlan plan, DateOnly today)
    {
        var minimum = plan.MinimumAmount;
        var levels = plan.InOrder().Select(l => Invoices(db, plan, l, today)).ToList();

        // Grouped from rows of their own: not every database sums what is itself a sum.
        var groups = levels.Skip(1).Aggregate(levels[0].Distinct(), (all, next) => all.Concat(next))
            .GroupBy(d => new { d.LegalEntityId, d.ClientId, d.Currency, d.Level })
            .Select(g => new DueGroup
            {
                LegalEntityId = g.Key.LegalEntityId,
                ClientId = g.Key.ClientId,
                Currency = g.Key.Currency,
                Level = g.Key.Level,
                Invoices = g.Count(),
                Overdue = g.Sum(d => d.Overdue),
            });
        if (minimum <= 0)
        {
            return groups;
        }

        var enough = Overdue(db, plan.LegalEntityId, today).Distinct().GroupBy(d => new { d.ClientId, d.Currency })
            .Select(g => new { g.Key.ClientId, g.Key.Currency, Sum = g.Sum(d => d.Overdue) }).Where(c => c.Sum >= minimum);
        return groups.Where(g => enough.Any(c => c.ClientId == g.ClientId && c.Currency == g.Currency));
    }

    /// <summary>All that clients owe past its day and may be reminded of, whatever its level.</summary>
    public static IQueryable<DueInvoice> Overdue(PortalDbContext db, long legalEntityId, DateOnly today) => WithOverdue(Remindable(db, legalEntityId, today), 0, today);

    public static IQueryable<DueInvoice> Invoices(PortalDbContext db, ReminderPlan plan, ReminderLevel level, DateOnly today)
    {
        var (number, lateSince, before) = (level.Number, today.AddDays(-plan.DaysLateAt(level.Number)), plan.InOrder().LastOrDefault(l => l.Number < level.Number)?.Number ?? 0);
        var waited = today.AddDays(-level.DaysAfter);
        var late = Remindable(db, plan.LegalEntityId, today)
            .Where(InvoiceDue.IsDueBefore(lateSince.AddDays(1)))
            .Where(Rules.Over<Invoice, bool>(
                (Invoice i, DateOnly? oldest) => !db.Reminders.Any(r => r.InvoiceId == i.Id && r.DueOn == oldest
                    && (r.Level >= number || r.Notice!.State != ReminderState.Sent || r.Notice.SentOn > waited)),
                InvoiceDue.Next));
        var next = before == 0 ? late.Where(IsAtLevel(db, 0)) : late.Where(Rules.Over<Invoice, bool>(
            (Invoice i, DateOnly? oldest) => db.Reminders.Any(r => r.InvoiceId == i.Id && r.DueOn == oldest && r.Level >= before), InvoiceDue.Next));
        return WithOverdue(next, number, today);
    }

    /// <summary>The last level at which its oldest open instalment was reminded of; zero: none.</summary>
    public static Expression<Func<Invoice, bool>> IsAtLevel(PortalDbContext db, int level) => Rules.Over<Invoice, bool>(
        (Invoice i, DateOnly? oldest) => (db.Reminders.Where(r => r.InvoiceId == i.Id && r.DueOn == oldest).Max(r => (int?)r.Level) ?? 0) == level, InvoiceDue.Next);

    /// <summary>That level of each of some invoices.</summary>
    public static Task<Dictionary<long, int>> LevelsAsync(PortalDbContext db, IReadOnlyCollection<long> invoiceIds, CancellationToken ct) =>
        db.Invoices.Where(i => invoiceIds.Contains(i.Id)).Select(Rules.Over<Invoice, AtLevel>(
            (Invoice i, DateOnly? oldest) => new AtLevel { InvoiceId = i.Id, Level = db.Reminders.Where(r => r.InvoiceId == i.Id && r.DueOn == oldest).Max(r => (int?)r.Level) ?? 0 },
            InvoiceDue.Next)).ToDictionaryAsync(l => l.InvoiceId, l => l.Level, ct);

    private sealed class AtLevel
    {
        public required long InvoiceId { get; init; }

        public required int Level { get; init; }
    }

    private static IQueryable<DueInvoice> WithOverdue(IQueryable<Invoice> invoices, int level, DateOnly today) => invoices.Select(Rules.Over<Invoice, DueInvoice>(
        (Invoice i, decimal overdue) => new DueInvoice
        {
            LegalEntityId = i.LegalEntityId,
            ClientId = i.BilledToId,
            Currency = i.Currency,
            Level = level,
            InvoiceId = i.Id,
            Overdue = overdue,
        },
        InvoiceDue.Overdue(today)));

    /// <summary>
    /// Overdue invoices about which a client may be reminded at all: sent before, not disputed, no card payment under way, and reminders of the client
    /// not stopped.
    /// </summary>
    public static IQueryable<Invoice> Remindable(PortalDbContext db, long legalEntityId, DateOnly today) => db.Invoices.Where(InvoiceDue.IsDueBefore(today)).Where(i =>
        i.LegalEntityId == legalEntityId && i.Kind == InvoiceKind.Invoice && i.Number != null && i.DisputedOn == null && i.SentAt != null
        && db.Clients.Any(c => c.Id == i.BilledToId && (!c.RemindersStopped || c.RemindersStoppedUntil < today))
        && !db.OnlinePaymentShares.Any(s =>
            s.InvoiceId == i.Id && s.OpenKey != null
            && db.OnlinePayments.Any(p =>
                p.Id == s.OnlinePaymentId
                && (p.State == OnlinePaymentState.Started || p.State == OnlinePaymentState.Unknown || p.State == OnlinePaymentState.Processing))));

    /// <summary>Overdue invoices that nobody ever sent: a reminder of them would be the first that the client hears.</summary>
    public static IQueryable<Invoice> NeverSent(PortalDbContext db, long legalEntityId, DateOnly today) => db.Invoices.Where(InvoiceDue.IsDueBefore(today)).Where(i =>
        i.LegalEntityId == legalEntityId && i.Kind == InvoiceKind.Invoice && i.Number != null && i.SentAt == null);

    /// <summary>The plans that propose or send, with the day it is for each company.</summary>
    public static async Task<IReadOnlyList<(ReminderPlan Plan, LegalEntity Entity, DateOnly Today)>> PlansAsync(
        PortalDbContext db, TimeProvider clock, DateOnly? asOf, CancellationToken ct)
    {
        var plans = await db.ReminderPlans.AsNoTracking().Include(p => p.Levels).Where(p => p.Mode != ReminderMode.Off).ToListAsync(ct);
        var entities = await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct);
        return
        [
            .. plans.Where(p => p.Levels.Count > 0).Select(p => (p, entities[p.LegalEntityId], asOf ?? entities[p.LegalEntityId].Today(clock))).OrderBy(p => p.Item2.Name, StringComparer.Ordinal),
        ];
    }
}
