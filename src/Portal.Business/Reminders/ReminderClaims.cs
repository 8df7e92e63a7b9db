using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Reminders;

/// <summary>What a reminder says of one invoice.</summary>
/// <param name="DueOn">Of the oldest instalment that is open.</param>
/// <param name="Open">The whole balance.</param>
/// <param name="Overdue">Of the balance, what is past its due day.</param>
/// <param name="Interest">Up to the day of the reminder, less what was charged before.</param>
/// <param name="Fee">Once per invoice.</param>
/// <param name="Instalments">How the interest comes about; empty where none is claimed.</param>
public sealed record ReminderClaim(
    long InvoiceId, string Number, DateOnly IssuedOn, DateOnly DueOn, int DaysLate, decimal Total, decimal Open, decimal Overdue, decimal Interest, decimal Fee,
    IReadOnlyList<InstalmentInterest> Instalments)
{
    public decimal Sum => Overdue + Interest + Fee;
}

/// <summary>Computes claims from what is booked, in a few queries, however many invoices there are.</summary>
internal static class ReminderClaims
{
    /// <param name="levels">The level that each invoice is reminded at, by its id.</param>
    /// <param name="day">Up to and including which interest runs.</param>
    public static async Task<IReadOnlyDictionary<long, ReminderClaim>> ReadAsync(
        PortalDbContext db, LegalEntity entity, IReadOnlyDictionary<long, ReminderLevel> levels, DateOnly day, CancellationToken ct)
    {
        var ids = levels.Keys.ToList();
        var invoices = await db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id) && i.LegalEntityId == entity.Id && i.Number != null)
            .Select(i => new
            {
                i.Id,
                i.Number,
                i.Currency,
                i.IssuedOn,
                i.Total,
                i.Balance,
                i.Held,
                i.RetentionUntil,
                Released = i.Releases.Where(r => r.ReversedOn == null).Select(r => new DueAmount(r.ReleasedOn, r.Amount)).ToList(),
                Instalments = i.Instalments.OrderBy(t => t.DueOn).Select(t => new DueAmount(t.DueOn, t.Amount)).ToList(),
                IsCompany = db.Clients.Any(c => c.Id == i.BilledToId && c.Kind == ClientKind.Company),
                IsCharge = db.ReminderCharges.Any(c => c.ProformaId == i.Id),
            })
            .ToListAsync(ct);
        var settled = await SettledAsync(db, entity, invoices.ToDictionary(i => i.Id, i => i.IssuedOn!.Value), ct);
        var terms = await db.LateTerms.AsNoTracking().Where(t => t.LegalEntityId == entity.Id).OrderBy(t => t.From).ToListAsync(ct);
        var charged = await db.ReminderCharges.Where(c => ids.Contains(c.InvoiceId)).GroupBy(c => c.InvoiceId)
            .Select(g => new { g.Key, Interest = g.Sum(c => c.Interest), Fee = g.Sum(c => c.Fee) }).ToDictionaryAsync(g => g.Key, ct);

        return invoices.ToDictionary(i => i.Id, i =>
        {
            var (level, before) = (levels[i.Id], charged.GetValueOrDefault(i.Id));
            List<DueAmount> parts = [.. i.Instalments.Concat(i.Released).OrderBy(p => p.DueOn)];

            // What is held back is due on no day yet.
            var held = i.Held == 0 ? [] : new[] { new DueAmount(DateOnly.MaxValue.AddDays(-1), i.Held) };
            var notDue = i.Held + parts.Where(p => p.DueOn >= day).Sum(p => p.Amount);
            var dueOn = OldestOpen.DueOn(parts, i.Balance - i.Held) ?? parts[^1].DueOn;

            // Interest and fees bear neither interest nor a fee.
            var interest = level.ClaimsInterest && !i.IsCharge
                ? LateInterest.Of([.. parts, .. held], [.. settled[i.Id]], [.. terms.Select(t => new YearlyRate(t.From, t.PercentFor(i.IsCompany)))], day)
                : [];
            var fee = level.ClaimsFee && !i.IsCharge && i.Currency == entity.Currency ? LateTerm.On(terms, dueOn.AddDays(1))?.FeeFor(i.IsCompany) ?? 0 : 0;
            return new ReminderClaim(
                i.Id, i.Number!, i.IssuedOn!.Value, dueOn, Math.Max(0, day.DayNumber - dueOn.DayNumber), i.Total, i.Balance, Math.Max(0, i.Balance - notDue),
                Math.Max(0, interest.Sum(p => p.Interest) - (before?.Interest ?? 0)), Math.Max(0, fee - (before?.Fee ?? 0)), [.. interest.Where(p => p.Interest > 0)]);
        });
    }

    /// <summary>
    /// What was paid, credited and given up, and taken back, by day. As in statements, money counts from the day it came, and what a person allocated
    /// later from that day on; nothing counts before the invoice was issued.
    /// </summary>
    private static async Task<ILookup<long, SettledAmount>> SettledAsync(
        PortalDbContext db, LegalEntity entity, Dictionary<long, DateOnly> issued, CancellationToken ct)
    {
        var ids = issued.Keys.ToList();
        var allocations = await (
            from a in db.PaymentAllocations
            join p in db.Payments on a.PaymentId equals p.Id
            where ids.Contains(a.InvoiceId)
            select new { a.InvoiceId, a.Amount, a.CreatedAt, PaidAt = p.CreatedAt, p.ReceivedOn, a.UndoneAt }).ToListAsync(ct);
        var notes = await db.Invoices.Where(n => n.OriginalId != null && ids.Contains(n.OriginalId.Value) && n.Number != null)
            .Select(n => new { InvoiceId = n.OriginalId!.Value, n.IssuedOn, Total = n.Total - n.Retained }).ToListAsync(ct);
        var writtenOff = await db.WriteOffs.Where(w => w.InvoiceId != null && ids.Contains(w.InvoiceId.Value))
            .Select(w => new { InvoiceId = w.InvoiceId!.Value, w.Amount, w.WrittenOffOn, w.ReversedOn }).ToListAsync(ct);
        DateOnly NotBefore(DateOnly day, long invoiceId) => day < issued[invoiceId] ? issued[invoiceId] : day;
        return allocations
            .Select(a => (a.InvoiceId, Amount: new SettledAmount(NotBefore(a.CreatedAt == a.PaidAt ? a.ReceivedOn : entity.DayOf(a.CreatedAt), a.InvoiceId), a.Amount)))
            .Concat(allocations.Where(a => a.UndoneAt is not null)
                .Select(a => (a.InvoiceId, Amount: new SettledAmount(NotBefore(entity.DayOf(a.UndoneAt!.Value), a.InvoiceId), -a.Amount))))
            .Concat(notes.Select(n => (n.InvoiceId, Amount: new SettledAmount(n.IssuedOn!.Value, n.Total))))
            .Concat(writtenOff.Select(w => (w.InvoiceId, Amount: new SettledAmount(w.WrittenOffOn, w.Amount))))
            .Concat(writtenOff.Where(w => w.ReversedOn is not null).Select(w => (w.InvoiceId, Amount: new SettledAmount(w.ReversedOn!.Value, -w.Amount))))
            .ToLookup(s => s.InvoiceId, s => s.Amount);
    }
}
