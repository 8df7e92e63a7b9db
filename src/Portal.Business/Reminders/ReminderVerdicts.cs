using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Reminders;

/// <summary>What the next reminder of an invoice would be.</summary>
/// <param name="WhyNot">Why there is none; null where there is one.</param>
/// <param name="IsDue">Its delay is over; else a person would send it before its time.</param>
internal sealed record ReminderVerdict(Refusal? WhyNot, int Level = 0, bool IsDue = false);

/// <summary>Judges many invoices by the rules of <see cref="ReminderDraft"/>, with a few queries for all of a company.</summary>
internal static class ReminderVerdicts
{
    public static async Task<IReadOnlyDictionary<long, ReminderVerdict>> ReadAsync(PortalDbContext db, IReadOnlyList<Invoice> invoices, TimeProvider clock, CancellationToken ct)
    {
        var verdicts = new Dictionary<long, ReminderVerdict>();
        foreach (var own in invoices.GroupBy(i => i.LegalEntityId))
        {
            var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == own.Key, ct);
            await JudgeAsync(db, entity, [.. own], entity.Today(clock), verdicts, ct);
        }

        return verdicts;
    }

    private static async Task JudgeAsync(
        PortalDbContext db, LegalEntity entity, IReadOnlyList<Invoice> invoices, DateOnly today, Dictionary<long, ReminderVerdict> verdicts, CancellationToken ct)
    {
        var (ids, payers) = (invoices.Select(i => i.Id).ToList(), invoices.Select(i => i.BilledToId).Distinct().ToList());
        var clients = await db.Clients.AsNoTracking().Include(c => c.Contacts).Where(c => payers.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var remindable = (await DueReminders.Remindable(db, entity.Id, today).Where(i => ids.Contains(i.Id)).Select(i => i.Id).ToListAsync(ct)).ToHashSet();
        var paying = (await db.OnlinePaymentShares.Where(s => ids.Contains(s.InvoiceId) && s.OpenKey != null).Select(s => s.InvoiceId).ToListAsync(ct)).ToHashSet();
        var queued = (await db.Reminders.Where(r => ids.Contains(r.InvoiceId) && r.Notice!.State == ReminderState.Queued).Select(r => r.InvoiceId).ToListAsync(ct)).ToHashSet();
        var levels = await DueReminders.LevelsAsync(db, ids, ct);
        var plan = await db.ReminderPlans.AsNoTracking().Include(p => p.Levels).SingleOrDefaultAsync(p => p.LegalEntityId == entity.Id, ct);
        var due = new HashSet<(long, int)>();
        foreach (var level in plan?.InOrder() ?? [])
        {
            due.UnionWith((await DueReminders.Invoices(db, plan!, level, today).Where(d => ids.Contains(d.InvoiceId)).Select(d => d.InvoiceId).ToListAsync(ct)).Select(id => (id, level.Number)));
        }

        foreach (var invoice in invoices)
        {
            var next = plan?.After(levels.GetValueOrDefault(invoice.Id));
            var client = clients[invoice.BilledToId];
            var whyNot = !remindable.Contains(invoice.Id) ? WhyNot(invoice, client, paying.Contains(invoice.Id), today)
                : queued.Contains(invoice.Id) ? Refusal.NotNow("Reminders.OnItsWay", invoice.DisplayNumber)
                : next is null ? Refusal.NotNow(plan is { Levels.Count: > 0 } ? "Reminders.NoFurtherLevel" : "Reminders.NoLevelsYet", invoice.DisplayNumber)
                : InvoiceRecipients.Of(client).IsEmpty ? Refusal.NotNow("Reminders.NobodyToSendTo", client.Name)
                : null;
            verdicts[invoice.Id] = whyNot is not null ? new ReminderVerdict(whyNot) : new ReminderVerdict(null, next!.Number, due.Contains((invoice.Id, next.Number)));
        }
    }

    /// <summary>Why clients must not be reminded of an invoice that <see cref="DueReminders.Remindable"/> leaves out.</summary>
    public static Refusal WhyNot(Invoice invoice, Client client, bool paymentUnderWay, DateOnly today) =>
        invoice.DisputedOn is not null ? Refusal.NotNow("Reminders.IsDisputed", invoice.DisplayNumber)
        : client.AreRemindersStoppedOn(today) ? Refusal.NotNow("Reminders.ClientIsStopped", client.Name)
        : paymentUnderWay && invoice is { Balance: > 0, IsIssued: true } ? Refusal.NotNow("Reminders.PaymentUnderWay", invoice.DisplayNumber)
        : invoice is { Balance: > 0, IsIssued: true, Kind: InvoiceKind.Invoice, SentAt: null } ? Refusal.NotNow("Reminders.NeverSent", invoice.DisplayNumber)
        : Refusal.NotNow("Reminders.NotOverdue", invoice.DisplayNumber);
}
