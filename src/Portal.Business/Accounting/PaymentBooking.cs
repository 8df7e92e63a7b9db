using Portal.Business.Accounting.Currencies;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Accounting;

/// <summary>Books payments and their reversals.</summary>
public static partial class AccountingEntries
{
    /// <summary>What the accounts of a legal entity need to take payments and do not have.</summary>
    /// <param name="books">Of the bank account that the money came to; null: the company's own are needed.</param>
    public static IReadOnlyList<Refusal> MissingForPayments(LegalEntity entity, BankBooks? books = null) =>
        entity.ReceivableAccountId is null ? [Refusal.NotNow("Accounting.NoReceivableAccount", entity.Name), .. MissingOfBank(entity, books)] : [.. MissingOfBank(entity, books)];

    private static IEnumerable<Refusal> MissingOfBank(LegalEntity entity, BankBooks? books)
    {
        if (entity.BankAccountId is null && books is null)
        {
            yield return Refusal.NotNow("Accounting.NoBankAccount", entity.Name);
        }

        if (entity.BankJournalId is null && books is null)
        {
            yield return Refusal.NotNow("Accounting.NoBankJournal", entity.Name);
        }
    }

    /// <summary>The same for a payment that is taken back, with a fee of the bank or without.</summary>
    public static IReadOnlyList<Refusal> MissingForReversal(LegalEntity entity, BankBooks? books, decimal fee) =>
        fee != 0 && entity.BankFeeAccountId is null ? [.. MissingForPayments(entity, books), Refusal.NotNow("Accounting.NoBankFeeAccount", entity.Name)] : MissingForPayments(entity, books);

    public static AccountingEntry AddForPayment(PortalDbContext db, Payment payment, LegalEntity entity, string payerName) =>
        Add(db, ForPayment(payment, entity, payerName, EntrySource.Payment, payment.ReceivedOn, payment.CreatedAt));

    public static AccountingEntry AddForReversal(PortalDbContext db, Payment payment, LegalEntity entity, string payerName) =>
        Add(db, payment is { ReversedOn: { } day, ReversedAt: { } at }
            ? ForPayment(payment, entity, payerName, EntrySource.PaymentReversal, day, at)
            : throw new InvalidOperationException($"{payment.Number} is not reversed."));

    /// <summary>Bank against receivable, whatever it is allocated to; a reversal is the mirror image, with what the bank took for it.</summary>
    public static AccountingEntry ForPayment(Payment payment, LegalEntity entity, string payerName, EntrySource source, DateOnly day, DateTime now)
    {
        var sign = source == EntrySource.PaymentReversal ? -1 : 1;
        var fee = source == EntrySource.PaymentReversal ? Conversion.Convert(payment.ReversalFee, payment.ExchangeRate) : 0;
        var inDocument = source == EntrySource.PaymentReversal ? -payment.Amount - payment.ReversalFee : payment.Amount;
        return new AccountingEntry(
            new AccountingEntry.Head(
                entity.Id, Set(payment.BankJournalId ?? entity.BankJournalId, "bank journal"), source, payment.Id, payment.Number, payerName, day,
                entity.Currency, now, payment.Currency),
            [
                new Booking(Set(payment.BankGlAccountId ?? entity.BankAccountId, "bank account"), (sign * payment.BookAmount) - fee, null, inDocument),
                new Booking(Set(entity.ReceivableAccountId, "receivable account"), -sign * payment.BookAmount, payment.ClientId, -sign * payment.Amount),
                .. fee == 0 ? Array.Empty<Booking>() : [new Booking(Set(entity.BankFeeAccountId, "account of bank fees"), fee, null, payment.ReversalFee)],
            ]);
    }
}
