using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Reminders;

/// <summary>A reminder as it would be sent now.</summary>
internal sealed record ReminderDraft(LegalEntity Entity, ReminderLevel Level, Client Client, string Currency, DateOnly Today, IReadOnlyList<ReminderClaim> Claims)
{
    public ReminderKey Key => new(Entity.Id, Client.Id, Currency, Level.Number);

    public decimal Overdue => Claims.Sum(c => c.Overdue);

    public decimal Interest => Claims.Sum(c => c.Interest);

    public decimal Fee => Claims.Sum(c => c.Fee);

    public decimal Total => Overdue + Interest + Fee;

    /// <summary>What is due for one client at one level; refused where nothing is any more.</summary>
    public static async Task<Result<ReminderDraft>> LoadAsync(PortalDbContext db, ReminderKey key, TimeProvider clock, DateOnly? asOf, CancellationToken ct)
    {
        var plan = await db.ReminderPlans.AsNoTracking().Include(p => p.Levels).SingleOrDefaultAsync(p => p.LegalEntityId == key.LegalEntityId, ct);
        if (plan?.Level(key.Level) is not { } level)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == key.LegalEntityId, ct);
        var today = asOf ?? entity.Today(clock);
        var due = await DueReminders.Invoices(db, plan, level, today).Where(d => d.ClientId == key.ClientId && d.Currency == key.Currency)
            .Select(d => d.InvoiceId).ToListAsync(ct);
        var overdue = await DueReminders.Overdue(db, entity.Id, today).Where(d => d.ClientId == key.ClientId && d.Currency == key.Currency).Select(d => d.Overdue).ToListAsync(ct);
        return due.Count == 0 || overdue.Sum() < plan.MinimumAmount
            ? Refusal.Conflict("Reminders.NothingDue")
            : await MakeAsync(db, entity, level, key.ClientId, key.Currency, today, due, ct);
    }

    /// <summary>
    /// The next reminder of one invoice, whether its delay is over or not: a person wants it. Refused with the reason where clients must not
    /// be reminded of it.
    /// </summary>
    /// <param name="together">Other invoices that go into the same reminder where they are at the same level of the same client; null: none.</param>
    public static async Task<Result<ReminderDraft>> LoadForInvoiceAsync(
        PortalDbContext db, long invoiceId, TimeProvider clock, CancellationToken ct, IQueryable<long>? together = null)
    {
        var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == invoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        var today = entity.Today(clock);
        if (await DueReminders.Remindable(db, entity.Id, today).AllAsync(i => i.Id != invoiceId, ct))
        {
            return await WhyNotAsync(db, invoice, today, ct);
        }

        var plan = await db.ReminderPlans.AsNoTracking().Include(p => p.Levels).SingleOrDefaultAsync(p => p.LegalEntityId == entity.Id, ct);
        if (await db.Reminders.AnyAsync(r => r.InvoiceId == invoiceId && r.Notice!.State == ReminderState.Queued, ct))
        {
            return Refusal.NotNow("Reminders.OnItsWay", invoice.DisplayNumber);
        }

        var last = (await DueReminders.LevelsAsync(db, [invoiceId], ct))[invoiceId];
        return plan?.After(last) is { } level
            ? await MakeAsync(db, entity, level, invoice.BilledToId, invoice.Currency, today, [invoiceId, .. await WithAsync(db, invoice, last, today, together, ct)], ct)
            : Refusal.NotNow(plan is { Levels.Count: > 0 } ? "Reminders.NoFurtherLevel" : "Reminders.NoLevelsYet", invoice.DisplayNumber);
    }

    private static async Task<List<long>> WithAsync(
        PortalDbContext db, Invoicing.Invoice invoice, int lastLevel, DateOnly today, IQueryable<long>? together, CancellationToken ct) =>
        together is null ? [] : await DueReminders.Remindable(db, invoice.LegalEntityId, today)
            .Where(i => together.Contains(i.Id) && i.Id != invoice.Id && i.BilledToId == invoice.BilledToId && i.Currency == invoice.Currency)
            .Where(i => !db.Reminders.Any(r => r.InvoiceId == i.Id && r.Notice!.State == ReminderState.Queued))
            .Where(DueReminders.IsAtLevel(db, lastLevel))
            .Select(i => i.Id).ToListAsync(ct);

    private static async Task<Refusal> WhyNotAsync(PortalDbContext db, Invoicing.Invoice invoice, DateOnly today, CancellationToken ct) => ReminderVerdicts.WhyNot(
        invoice, await db.Clients.AsNoTracking().SingleAsync(c => c.Id == invoice.BilledToId, ct),
        await db.OnlinePaymentShares.AnyAsync(s => s.InvoiceId == invoice.Id && s.OpenKey != null, ct), today);

    private static async Task<ReminderDraft> MakeAsync(
        PortalDbContext db, LegalEntity entity, ReminderLevel level, long clientId, string currency, DateOnly today, IReadOnlyList<long> invoiceIds, CancellationToken ct)
    {
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == clientId, ct);
        var claims = await ReminderClaims.ReadAsync(db, entity, invoiceIds.ToDictionary(i => i, _ => level), today, ct);
        return new ReminderDraft(entity, level, client, currency, today, [.. claims.Values.OrderBy(c => c.DueOn).ThenBy(c => c.InvoiceId)]);
    }
}
