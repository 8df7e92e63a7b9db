using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;

namespace Portal.Business.Payments;

/// <summary>
/// What receiving money does, wherever it comes from: number, allocations, entry, timeline, receipt. It works inside the caller's
/// write transaction; the caller saves and commits.
/// </summary>
public sealed class PaymentIntake(PaymentReceipts receipts, WriteOffs writeOffs, TimeProvider clock)
{
    /// <summary>A payment of the same <see cref="NewPayment.OnceKey"/>, if it was recorded before.</summary>
    public static async Task<Payment?> FindAsync(PortalDbContext db, string onceKey, CancellationToken ct) =>
        await db.Payments.AsNoTracking().FirstOrDefaultAsync(p => p.OnceKey == onceKey, ct);

    /// <summary>
    /// Taking the number locks its series first, so that two payments of one legal entity follow each other and the invoices read
    /// after it are the last word.
    /// </summary>
    public async Task<Result<Payment>> AddAsync(PortalDbContext db, NewPayment received, ICurrentUser by, bool sendReceipt, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == received.LegalEntityId, ct);
        var payer = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == received.PayerId, ct);
        if (entity is null || payer is null)
        {
            return Refusal.NotFound;
        }

        var refusals = received.Check(entity, entity.Today(clock));
        refusals = [.. refusals, .. (await PeriodLock.RefusalsAsync(db, entity, received.ReceivedOn, ct)).Select(r => r.On(nameof(received.ReceivedOn)))];
        Result<Conversion> converted = received.BankCredited is not null && refusals.Count == 0
            ? received.Credited(entity.Currency)!
            : await ExchangeRates.FindAsync(db, entity, received.Currency, received.ReceivedOn, ct, anyAge: received.Method == PaymentMethod.Online);
        refusals = [.. refusals, .. converted.Refusals.Select(r => r.On(nameof(received.ReceivedOn)))];
        if (refusals.Count > 0)
        {
            return Result<Payment>.Refused(refusals);
        }

        var number = await db.TakeNumberAsync(entity.Id, NumberedDocument.Payment, received.ReceivedOn, ct);
        if (!number.TryGet(out var taken))
        {
            return Result<Payment>.Refused(number.Refusals);
        }

        var payment = new Payment(received with { Conversion = converted.Value }, taken, now);
        payment.IndexForSearch(payer.Name);
        var allocated = await AllocateAsync(db, payment, received.Shares, now, ct, received.ReceivedOn);
        if (!allocated.TryGet(out var invoices))
        {
            return Result<Payment>.Refused(allocated.Refusals);
        }

        foreach (var invoice in invoices.Where(i => received.WriteOffs?.Contains(i.Id) == true))
        {
            var written = await writeOffs.OfInvoiceAsync(db, invoice, payment, PaymentsTexts.In(entity.Language, "WriteOffWithPayment", payment.Number), by, ct);
            if (!written.Succeeded)
            {
                return Result<Payment>.Refused(written.Refusals);
            }
        }

        db.Payments.Add(payment);
        AccountingEntries.AddForPayment(db, payment, entity, payer.Name);
        Tell(db, payment, invoices, by, now, "Payments.Received");
        PaymentSeals.Add(db, payment, await receipts.AddAsync(db, payment, entity, payer, invoices, sendReceipt, ct));
        return payment;
    }

    /// <summary>Pays invoices of the payer from what is left of a payment.</summary>
    /// <param name="day">On which a gain or loss by exchange is booked; null: today.</param>
    public static async Task<Result<IReadOnlyList<Invoice>>> AllocateAsync(
        PortalDbContext db, Payment payment, IReadOnlyList<Share> shares, DateTime now, CancellationToken ct, DateOnly? day = null)
    {
        var known = payment.Allocations.Count;
        var ids = shares.Select(s => s.InvoiceId).ToList();
        var invoices = await db.Invoices.Where(i => ids.Contains(i.Id)).OrderBy(i => i.IssuedOn).ThenBy(i => i.Id).ToListAsync(ct);
        var refusals = new List<Refusal>();
        foreach (var share in shares)
        {
            var invoice = invoices.Find(i => i.Id == share.InvoiceId);
            var owed = invoice?.BookOf(share.Amount);
            var paid = invoice is null ? Refusal.NotFound
                : invoice.BilledToId != payment.ClientId || invoice.LegalEntityId != payment.LegalEntityId || invoice.Currency != payment.Currency
                    ? Refusal.Invalid("Payments.OtherAccount", invoice.DisplayNumber)
                : invoice.Pay(share.Amount);
            refusals.AddRange(paid.Succeeded ? payment.Allocate(share.InvoiceId, share.Amount, now, owed).Refusals : paid.Refusals);
        }

        if (refusals.Count == 0)
        {
            refusals.AddRange((await ExchangeDifferences.AddAsync(db, payment, payment.Allocations.Skip(known), day, now, ct)).Refusals);
        }

        return refusals.Count > 0 ? Result<IReadOnlyList<Invoice>>.Refused(refusals) : invoices;
    }

    /// <summary>One entry on the timeline of each job that the invoices belong to, or else on the client's.</summary>
    public static void Tell(PortalDbContext db, Payment payment, IReadOnlyList<Invoice> invoices, ICurrentUser by, DateTime now, string what) =>
        Tell(db, payment, invoices, by, now, what, numbers => [payment.Number, (payment.Amount, payment.Currency), numbers]);

    /// <param name="args">Of the text, from the numbers of the invoices at that place.</param>
    internal static void Tell(
        PortalDbContext db, Payment payment, IReadOnlyList<Invoice> invoices, ICurrentUser by, DateTime now, string what, Func<string, object[]> args)
    {
        var places = invoices.Where(i => i.JobId is not null).Select(i => (i.ClientId, i.JobId)).Distinct().DefaultIfEmpty((payment.ClientId, null));
        foreach (var (clientId, jobId) in places)
        {
            var numbers = string.Join(", ", invoices.Where(i => i.JobId == jobId).Select(i => i.DisplayNumber));
            db.TimelineEntries.Add(new TimelineEntry(clientId, jobId, now, by, what, nameof(Payment), payment.Id, args(numbers)));
        }
    }
}
