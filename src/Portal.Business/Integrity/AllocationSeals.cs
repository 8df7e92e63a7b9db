using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Integrity;

/// <summary>
/// What of a payment went to an invoice, in the chain, or its undoing. The save itself seals them, so that no way of paying can forget;
/// their day is the day of the save for their company.
/// </summary>
public sealed class AllocationSeals(bool undone) : ISealSource
{
    public SealedKind Kind => undone ? SealedKind.AllocationUndone : SealedKind.Allocation;

    /// <summary>The records that these changes need.</summary>
    internal static List<SealedRecord> Of(PortalDbContext db, IEnumerable<EntityEntry> changed) =>
    [
        .. from entry in changed
           where entry.Entity is PaymentAllocation && entry.State is EntityState.Added or EntityState.Modified
           let allocation = (PaymentAllocation)entry.Entity
           where entry.State == EntityState.Added || (allocation.IsUndone && entry.Property(nameof(PaymentAllocation.UndoneAt)).OriginalValue is null)
           select RecordOf(allocation, db.Payments.Local.FindEntry(allocation.PaymentId)?.Entity
               ?? throw new InvalidOperationException($"Payment {allocation.PaymentId} must be tracked where its allocations change.")),
    ];

    public async Task<IReadOnlyDictionary<long, string>> ReadAsync(PortalDbContext db, IReadOnlyList<long> ids, CancellationToken ct) =>
        (await db.PaymentAllocations.AsNoTracking().Where(a => ids.Contains(a.Id) && (!undone || a.UndoneAt != null)).ToListAsync(ct))
            .ToDictionary(a => a.Id, a => SealText.Of(text => Describe(text, a, undone)));

    public IQueryable<Unsealed> Unsealed(PortalDbContext db, long legalEntityId)
    {
        var kind = Kind;
        return from a in db.PaymentAllocations
               join p in db.Payments on a.PaymentId equals p.Id
               where p.LegalEntityId == legalEntityId && (!undone || a.UndoneAt != null) && !db.SealedRecords.Any(r => r.Kind == kind && r.SubjectId == a.Id)
               orderby a.Id
               select new Unsealed(a.Id, p.Number);
    }

    private static SealedRecord RecordOf(PaymentAllocation allocation, Payment payment) => new(
        allocation.IsUndone ? SealedKind.AllocationUndone : SealedKind.Allocation, payment.LegalEntityId, allocation.Id, payment.Number, day: null, allocation.Amount,
        payment.Currency, text => Describe(text, allocation, allocation.IsUndone));

    private static void Describe(SealText text, PaymentAllocation allocation, bool undone)
    {
        text.Add("payment", allocation.PaymentId);
        text.Add("client", allocation.ClientId);
        text.Add("invoice", allocation.InvoiceId);
        text.Add("amount", allocation.Amount);
        text.Add("book-paid", allocation.BookPaid == allocation.Amount ? null : allocation.BookPaid);
        text.Add("book-owed", allocation.BookOwed == allocation.Amount ? null : allocation.BookOwed);
        text.Add("allocated-at", allocation.CreatedAt);
        text.Add("undone-at", undone ? allocation.UndoneAt : null);
    }
}
