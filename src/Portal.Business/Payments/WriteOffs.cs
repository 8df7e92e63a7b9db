using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;

namespace Portal.Business.Payments;

/// <summary>What writing off and its reversal do, wherever they are asked for. The caller saves.</summary>
public sealed class WriteOffs(TimeProvider clock)
{
    /// <summary>Gives up all that an invoice still owes besides what is held back, if the company's limit allows it.</summary>
    public async Task<Result> OfInvoiceAsync(PortalDbContext db, Invoice invoice, Payment? with, string reason, ICurrentUser by, CancellationToken ct)
    {
        var (entity, rules, now) = await LoadAsync(db, invoice.LegalEntityId, ct);
        var amount = invoice.Payable;
        if (await WhyNotAsync(db, entity, rules, amount, invoice.Currency, reason, now, ct) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        var book = invoice.BookOf(amount);
        var written = invoice.WriteOff(amount);
        if (!written.Succeeded)
        {
            return written;
        }

        Add(db, WriteOff.OfInvoice(rules!, invoice, with?.Id, amount, book, reason, entity.DayOf(now), now), entity, invoice.Parties?.BilledTo.Name ?? "");
        Tell(db, invoice.ClientId, invoice.JobId, invoice.DisplayNumber, amount, invoice.Currency, "Payments.WrittenOff", nameof(Invoice), invoice.Id, by, now);
        return Result.Done;
    }

    /// <summary>Keeps all that is left of a payment, if the company's limit allows it.</summary>
    public async Task<Result> OfPaymentAsync(PortalDbContext db, Payment payment, string reason, ICurrentUser by, CancellationToken ct)
    {
        var (entity, rules, now) = await LoadAsync(db, payment.LegalEntityId, ct);
        var amount = payment.Unallocated;
        if (await WhyNotAsync(db, entity, rules, amount, payment.Currency, reason, now, ct) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        var book = payment.BookOf(amount);
        var kept = payment.KeepRest(amount);
        if (!kept.Succeeded)
        {
            return kept;
        }

        var name = await db.Clients.Where(c => c.Id == payment.ClientId).Select(c => c.Name).SingleAsync(ct);
        Add(db, WriteOff.OfPayment(rules!, payment, amount, book, reason, entity.DayOf(now), now), entity, name);
        Tell(db, payment.ClientId, null, payment.Number, amount, payment.Currency, "Payments.WrittenOff", nameof(Payment), payment.Id, by, now);
        return Result.Done;
    }

    /// <summary>The invoice owes it again, or it is the client's credit again.</summary>
    public async Task<Result> ReverseAsync(PortalDbContext db, WriteOff writeOff, string reason, ICurrentUser by, CancellationToken ct)
    {
        var (entity, _, now) = await LoadAsync(db, writeOff.LegalEntityId, ct);
        if (await NotBookableAsync(db, entity, now, ct) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        var reversed = writeOff.Reverse(reason, entity.DayOf(now), now);
        if (!reversed.Succeeded)
        {
            return reversed;
        }

        var invoice = await db.Invoices.SingleOrDefaultAsync(i => i.Id == writeOff.InvoiceId, ct);
        if (invoice is not null)
        {
            invoice.UndoWriteOff(writeOff.Amount, writeOff.BookAmount);
        }
        else
        {
            (await db.Payments.SingleAsync(p => p.Id == writeOff.PaymentId, ct)).ReleaseRest(writeOff.Amount, writeOff.BookAmount);
        }

        var name = await db.Clients.Where(c => c.Id == writeOff.ClientId).Select(c => c.Name).SingleAsync(ct);
        AccountingEntries.AddForWriteOff(db, writeOff, entity, name);
        ReversalSeals.Add(db, writeOff);
        Tell(
            db, invoice?.ClientId ?? writeOff.ClientId, invoice?.JobId, writeOff.Number, writeOff.Amount, writeOff.Currency, "Payments.WriteOffUndone",
            invoice is null ? nameof(Payment) : nameof(Invoice), invoice?.Id ?? writeOff.PaymentId!.Value, by, now);
        return Result.Done;
    }

    /// <summary>An invoice that is credited below what settled it needs its write-offs no more; the money goes back only after them.</summary>
    public async Task<Result> ReverseOfCreditedAsync(PortalDbContext db, Invoice invoice, string reason, ICurrentUser by, CancellationToken ct)
    {
        if (invoice.Balance >= 0 || invoice.WrittenOff == 0)
        {
            return Result.Done;
        }

        foreach (var writeOff in await db.WriteOffs.Where(w => w.InvoiceId == invoice.Id && w.ReversedOn == null).ToListAsync(ct))
        {
            var reversed = await ReverseAsync(db, writeOff, reason, by, ct);
            if (!reversed.Succeeded)
            {
                return reversed;
            }
        }

        return Result.Done;
    }

    private async Task<(LegalEntity Entity, WriteOffRules? Rules, DateTime Now)> LoadAsync(PortalDbContext db, long entityId, CancellationToken ct) =>
        (await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == entityId, ct),
            await db.WriteOffRules.AsNoTracking().SingleOrDefaultAsync(r => r.LegalEntityId == entityId, ct), clock.GetUtcNow().UtcDateTime);

    private static async Task<IReadOnlyList<Refusal>> WhyNotAsync(
        PortalDbContext db, LegalEntity entity, WriteOffRules? rules, decimal amount, string currency, string reason, DateTime now, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        if (rules is null)
        {
            refusals.Add(Refusal.NotNow("Payments.NoWriteOffRules", entity.Name));
        }
        else if (rules.WhyNot(amount, currency) is { } above)
        {
            refusals.Add(above);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            refusals.Add(Refusal.Invalid("Payments.ReasonMissing").On("Reason"));
        }

        return [.. refusals, .. await NotBookableAsync(db, entity, now, ct)];
    }

    private static async Task<IReadOnlyList<Refusal>> NotBookableAsync(PortalDbContext db, LegalEntity entity, DateTime now, CancellationToken ct) =>
        [.. AccountingEntries.MissingForWriteOff(entity), .. await PeriodLock.RefusalsAsync(db, entity, entity.DayOf(now), ct)];

    private static void Add(PortalDbContext db, WriteOff writeOff, LegalEntity entity, string clientName)
    {
        db.WriteOffs.Add(writeOff);
        AccountingEntries.AddForWriteOff(db, writeOff, entity, clientName);
        WriteOffSeals.Add(db, writeOff);
    }

    private static void Tell(
        PortalDbContext db, long clientId, long? jobId, string number, decimal amount, string currency, string what, string subject, long subjectId, ICurrentUser by, DateTime now) =>
        db.TimelineEntries.Add(new TimelineEntry(clientId, jobId, now, by, what, subject, subjectId, number, (amount, currency)));
}
