using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Accounting;

/// <summary>Books what is gained or lost by exchange when a payment settles an invoice, and the mirror of it.</summary>
public static partial class AccountingEntries
{
    /// <summary>
    /// The client's account against gains, or losses against the client's account. In the currency of the document nothing moves.
    /// </summary>
    public static AccountingEntry AddForAllocation(
        PortalDbContext db, Payment payment, PaymentAllocation allocation, LegalEntity entity, string payerName, DateOnly day, DateTime now) =>
        Add(db, ForAllocation(payment, allocation, entity, payerName, day, now));

    public static AccountingEntry ForAllocation(Payment payment, PaymentAllocation allocation, LegalEntity entity, string payerName, DateOnly day, DateTime now)
    {
        var difference = allocation.IsUndone ? -allocation.Difference : allocation.Difference;
        var account = allocation.Difference > 0 ? entity.ExchangeGainAccountId : entity.ExchangeLossAccountId;
        return new AccountingEntry(
            new AccountingEntry.Head(
                entity.Id, Set(payment.BankJournalId ?? entity.BankJournalId, "bank journal"), allocation.IsUndone ? EntrySource.AllocationUndone : EntrySource.Allocation,
                allocation.Id, payment.Number, payerName, day, entity.Currency, now, payment.Currency),
            [
                new Booking(Set(entity.ReceivableAccountId, "receivable account"), difference, payment.ClientId),
                new Booking(Set(account, "account of exchange differences"), -difference),
            ]);
    }
}
