using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity;

namespace Portal.Business.Payments;

/// <summary>
/// What taking a payment back does, wherever it is asked for: its invoices owe again, the books get the mirror entry, the line of the bank
/// that it was matched to waits again. The caller saves.
/// </summary>
public sealed class PaymentUndoing(WriteOffs writeOffs, TimeProvider clock)
{
    /// <summary>The bank took it back: on its day, and with a fee of its own, which may be zero.</summary>
    public sealed record ByTheBank(DateOnly Day, decimal Fee);

    /// <param name="db">Tracks the payment, with its allocations.</param>
    /// <param name="bank">Null: a person takes it back, today. A movement of the bank leaves the line by which the money came as it is: it did come.</param>
    public async Task<Result> ReverseAsync(PortalDbContext db, Payment payment, string reason, ICurrentUser by, CancellationToken ct, ByTheBank? bank = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == payment.LegalEntityId, ct);
        var day = bank?.Day ?? entity.DayOf(now);
        IReadOnlyList<Refusal> refusals =
            [.. AccountingEntries.MissingForReversal(entity, payment.Books, bank?.Fee ?? 0), .. await PeriodLock.RefusalsAsync(db, entity, day, ct)];
        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        foreach (var writeOff in await db.WriteOffs.Where(w => w.PaymentId == payment.Id && w.ReversedOn == null).ToListAsync(ct))
        {
            var taken = await writeOffs.ReverseAsync(db, writeOff, reason, by, ct);
            if (!taken.Succeeded)
            {
                return taken;
            }
        }

        var reversed = payment.Reverse(reason, day, now, bank?.Fee ?? 0);
        if (!reversed.TryGet(out var undone))
        {
            return Result.Refused(reversed.Refusals);
        }

        var ids = undone.Select(a => a.InvoiceId).ToList();
        var invoices = await db.Invoices.Where(i => ids.Contains(i.Id)).ToListAsync(ct);
        foreach (var allocation in undone)
        {
            invoices.Single(i => i.Id == allocation.InvoiceId).Unpay(allocation.Amount, allocation.BookOwed);
        }

        if (await ExchangeDifferences.AddAsync(db, payment, undone, day, now, ct, entity) is { Succeeded: false } notBooked)
        {
            return notBooked;
        }

        if (bank is null && await db.BankLines.Include(l => l.Payments).SingleOrDefaultAsync(l => l.Payments.Any(p => p.PaymentId == payment.Id), ct) is { } line)
        {
            line.Reopen();
        }

        var payerName = await db.Clients.Where(c => c.Id == payment.ClientId).Select(c => c.Name).SingleAsync(ct);
        AccountingEntries.AddForReversal(db, payment, entity, payerName);
        ReversalSeals.Add(db, payment);
        PaymentIntake.Tell(db, payment, invoices, by, now, "Payments.Reversed");
        return Result.Done;
    }
}
