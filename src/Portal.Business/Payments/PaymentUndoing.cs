using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
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
    /// <param name="db">Tracks the payment, with its allocations.</param>
    public async Task<Result> ReverseAsync(PortalDbContext db, Payment payment, string reason, ICurrentUser by, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == payment.LegalEntityId, ct);
        IReadOnlyList<Refusal> refusals =
            [.. AccountingEntries.MissingForPayments(entity, payment.Books), .. await PeriodLock.RefusalsAsync(db, entity, entity.DayOf(now), ct)];
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

        var reversed = payment.Reverse(reason, entity.DayOf(now), now);
        if (!reversed.TryGet(out var undone))
        {
            return Result.Refused(reversed.Refusals);
        }

        var ids = undone.Select(a => a.InvoiceId).ToList();
        var invoices = await db.Invoices.Where(i => ids.Contains(i.Id)).ToListAsync(ct);
        foreach (var allocation in undone)
        {
            invoices.Single(i => i.Id == allocation.InvoiceId).Unpay(allocation.Amount);
        }

        if (await db.BankLines.SingleOrDefaultAsync(l => l.PaymentId == payment.Id, ct) is { } line)
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
