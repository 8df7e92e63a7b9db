using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Accounting;

/// <summary>Books refunds and write-offs, and the mirror of each when it is reversed.</summary>
public static partial class AccountingEntries
{
    /// <summary>Receivable against bank: the client's credit is paid out. What it is worth more or less than when it came is lost or gained by exchange.</summary>
    public static AccountingEntry AddForRefund(PortalDbContext db, Refund refund, LegalEntity entity, string clientName) =>
        Add(db, ForRefund(refund, entity, clientName));

    public static AccountingEntry ForRefund(Refund refund, LegalEntity entity, string clientName)
    {
        var (source, day, at, sign) = refund is { ReversedOn: { } reversedOn, ReversedAt: { } reversedAt }
            ? (EntrySource.RefundReversal, reversedOn, reversedAt, -1)
            : (EntrySource.Refund, refund.RefundedOn, refund.CreatedAt, 1);
        var owed = refund.Shares.Sum(s => s.BookAmount);
        var account = refund.BookAmount > owed ? entity.ExchangeLossAccountId : entity.ExchangeGainAccountId;
        return new AccountingEntry(
            new AccountingEntry.Head(
                entity.Id, Set(refund.BankJournalId ?? entity.BankJournalId, "bank journal"), source, refund.Id, refund.Number, clientName, day,
                entity.Currency, at, refund.Currency),
            [
                new Booking(Set(entity.ReceivableAccountId, "receivable account"), sign * owed, refund.ClientId, sign * refund.Amount),
                new Booking(Set(refund.BankGlAccountId ?? entity.BankAccountId, "bank account"), -sign * refund.BookAmount, null, -sign * refund.Amount),
                .. owed == refund.BookAmount ? Array.Empty<Booking>() : [new Booking(Set(account, "account of exchange differences"), sign * (refund.BookAmount - owed))],
            ]);
    }

    /// <summary>
    /// A loss against the receivable, or the receivable against a gain. No tax is corrected: where the law allows that at all, it is done by a
    /// credit note.
    /// </summary>
    public static AccountingEntry AddForWriteOff(PortalDbContext db, WriteOff writeOff, LegalEntity entity, string clientName) =>
        Add(db, ForWriteOff(writeOff, entity, clientName));

    public static AccountingEntry ForWriteOff(WriteOff writeOff, LegalEntity entity, string clientName)
    {
        var (source, day, at, undone) = writeOff is { ReversedOn: { } reversedOn, ReversedAt: { } reversedAt }
            ? (EntrySource.WriteOffReversal, reversedOn, reversedAt, -1)
            : (EntrySource.WriteOff, writeOff.WrittenOffOn, writeOff.CreatedAt, 1);
        var sign = undone * (writeOff.IsLoss ? 1 : -1);
        return new AccountingEntry(
            new AccountingEntry.Head(entity.Id, writeOff.JournalId, source, writeOff.Id, writeOff.Number, clientName, day, entity.Currency, at, writeOff.Currency),
            [
                new Booking(writeOff.GlAccountId, sign * writeOff.BookAmount, null, sign * writeOff.Amount),
                new Booking(Set(entity.ReceivableAccountId, "receivable account"), -sign * writeOff.BookAmount, writeOff.ClientId, -sign * writeOff.Amount),
            ]);
    }
}
