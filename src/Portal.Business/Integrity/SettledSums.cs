using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.Integrity;

/// <summary>
/// What is owed and what is credit follows from sealed documents, and changes with each: it is in no record itself. Here it is computed anew from
/// credit notes, allocations, write-offs, refunds and releases, and compared with what stands in invoices and payments.
/// </summary>
internal static class SettledSums
{
    private const int Chunk = 500;

    public static async Task CompareAsync(PortalDbContext db, long entityId, Action<Finding> found, CancellationToken ct)
    {
        // Whoever books at this moment may have changed one side only: what differs is read a second time.
        foreach (var ids in (await Different(Invoices(db, entityId)).Select(i => i.Id).ToListAsync(ct)).Chunk(Chunk))
        {
            await foreach (var i in Different(Invoices(db, entityId)).Where(i => ids.Contains(i.Id)).OrderBy(i => i.Id).AsAsyncEnumerable().WithCancellation(ct))
            {
                var kind = i.IsNote ? SealedKind.CreditNote : SealedKind.Invoice;
                Compare(kind, i.Number, i.Id, "credited", i.CreditedNow, i.Credited);
                Compare(kind, i.Number, i.Id, "paid", i.PaidNow, i.Paid);
                Compare(kind, i.Number, i.Id, "written-off", i.WrittenOffNow, i.WrittenOff);
                Compare(kind, i.Number, i.Id, "held", i.HeldNow, i.IsNote ? i.HeldNow : i.Held);
                Compare(kind, i.Number, i.Id, "balance", i.BalanceNow, i.IsNote ? 0 : i.Total - i.Credited - i.Paid - i.WrittenOff);
            }
        }

        foreach (var ids in (await Different(Payments(db, entityId)).Select(p => p.Id).ToListAsync(ct)).Chunk(Chunk))
        {
            await foreach (var p in Different(Payments(db, entityId)).Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).AsAsyncEnumerable().WithCancellation(ct))
            {
                Compare(SealedKind.Payment, p.Number, p.Id, "refunded", p.RefundedNow, p.Refunded);
                Compare(SealedKind.Payment, p.Number, p.Id, "written-off", p.WrittenOffNow, p.WrittenOff);
                Compare(SealedKind.Payment, p.Number, p.Id, "unallocated", p.UnallocatedNow, p.IsReversed ? 0 : p.Amount - p.Refunded - p.WrittenOff - p.Allocated);
            }
        }

        void Compare(SealedKind kind, string number, long id, string field, decimal now, decimal computed)
        {
            if (now != computed)
            {
                found(new Finding(FindingKind.SumDiffers, kind, number, id, null, field, Text(computed), Text(now)));
            }
        }
    }

    private static string Text(decimal amount) => amount.ToString($"F{Money.AmountDecimals}", CultureInfo.InvariantCulture);

    private static IQueryable<InvoiceSums> Invoices(PortalDbContext db, long entityId) => db.Invoices.Where(i => i.LegalEntityId == entityId && i.Number != null).Select(i => new InvoiceSums
    {
        Id = i.Id,
        Number = i.Number!,
        IsNote = i.Kind == InvoiceKind.CreditNote,
        Total = i.Total,
        CreditedNow = i.Credited,
        PaidNow = i.Paid,
        WrittenOffNow = i.WrittenOff,
        HeldNow = i.Held,
        BalanceNow = i.Balance,
        Credited = db.Invoices.Where(n => n.OriginalId == i.Id && n.Number != null).Sum(n => n.Total),
        Paid = db.PaymentAllocations.Where(a => a.InvoiceId == i.Id && a.UndoneAt == null).Sum(a => a.Amount),
        WrittenOff = db.WriteOffs.Where(w => w.InvoiceId == i.Id && w.ReversedOn == null).Sum(w => w.Amount),
        Held = i.Retained - db.Invoices.Where(n => n.OriginalId == i.Id && n.Number != null).Sum(n => n.Retained)
            - db.RetentionReleases.Where(r => r.InvoiceId == i.Id && r.ReversedOn == null).Sum(r => r.Amount),
    });

    private static IQueryable<InvoiceSums> Different(IQueryable<InvoiceSums> invoices) => invoices.Where(i =>
        i.CreditedNow != i.Credited || i.PaidNow != i.Paid || i.WrittenOffNow != i.WrittenOff
        || (i.IsNote && i.BalanceNow != 0) || (!i.IsNote && (i.HeldNow != i.Held || i.BalanceNow + i.Credited + i.Paid + i.WrittenOff != i.Total)));

    private static IQueryable<PaymentSums> Payments(PortalDbContext db, long entityId) => db.Payments.Where(p => p.LegalEntityId == entityId).Select(p => new PaymentSums
    {
        Id = p.Id,
        Number = p.Number,
        IsReversed = p.State != PaymentState.Recorded,
        Amount = p.Amount,
        RefundedNow = p.Refunded,
        WrittenOffNow = p.WrittenOff,
        UnallocatedNow = p.Unallocated,
        Refunded = db.RefundShares.Where(s => s.PaymentId == p.Id && db.Refunds.Any(r => r.Id == s.RefundId && r.ReversedOn == null)).Sum(s => s.Amount),
        WrittenOff = db.WriteOffs.Where(w => w.PaymentId == p.Id && w.InvoiceId == null && w.ReversedOn == null).Sum(w => w.Amount),
        Allocated = db.PaymentAllocations.Where(a => a.PaymentId == p.Id && a.UndoneAt == null).Sum(a => a.Amount),
    });

    private static IQueryable<PaymentSums> Different(IQueryable<PaymentSums> payments) => payments.Where(p =>
        p.RefundedNow != p.Refunded || p.WrittenOffNow != p.WrittenOff
        || (p.IsReversed && p.UnallocatedNow != 0) || (!p.IsReversed && p.UnallocatedNow + p.Refunded + p.WrittenOff + p.Allocated != p.Amount));

    private sealed class InvoiceSums
    {
        public long Id { get; init; }

        public string Number { get; init; } = "";

        public bool IsNote { get; init; }

        public decimal Total { get; init; }

        public decimal CreditedNow { get; init; }

        public decimal PaidNow { get; init; }

        public decimal WrittenOffNow { get; init; }

        public decimal HeldNow { get; init; }

        public decimal BalanceNow { get; init; }

        public decimal Credited { get; init; }

        public decimal Paid { get; init; }

        public decimal WrittenOff { get; init; }

        public decimal Held { get; init; }
    }

    private sealed class PaymentSums
    {
        public long Id { get; init; }

        public string Number { get; init; } = "";

        public bool IsReversed { get; init; }

        public decimal Amount { get; init; }

        public decimal RefundedNow { get; init; }

        public decimal WrittenOffNow { get; init; }

        public decimal UnallocatedNow { get; init; }

        public decimal Refunded { get; init; }

        public decimal WrittenOff { get; init; }

        public decimal Allocated { get; init; }
    }
}
