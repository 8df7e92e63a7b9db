using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Accounting;

/// <summary>Books what the payment provider takes for a dispute, and the mirror of it when it is taken back.</summary>
public static partial class AccountingEntries
{
    /// <summary>What the accounts of a legal entity need for it and do not have.</summary>
    /// <param name="books">Of the bank account that the payment came to; null: the company's own are needed.</param>
    public static IReadOnlyList<Refusal> MissingForChargebackFee(LegalEntity entity, BankBooks? books) =>
        entity.BankFeeAccountId is null ? [Refusal.NotNow("Accounting.NoBankFeeAccount", entity.Name), .. MissingOfBank(entity, books)] : [.. MissingOfBank(entity, books)];

    /// <summary>Bank fees against the account that the payment came to.</summary>
    public static AccountingEntry AddForChargebackFee(PortalDbContext db, ChargebackFee fee, LegalEntity entity, string clientName) =>
        Add(db, ForChargebackFee(fee, entity, clientName));

    public static AccountingEntry ForChargebackFee(ChargebackFee fee, LegalEntity entity, string clientName)
    {
        var (source, day, at, sign) = fee is { ReversedOn: { } reversedOn, ReversedAt: { } reversedAt }
            ? (EntrySource.ChargebackFeeReversal, reversedOn, reversedAt, -1)
            : (EntrySource.ChargebackFee, fee.TakenOn, fee.CreatedAt, 1);
        return new AccountingEntry(
            new AccountingEntry.Head(entity.Id, fee.JournalId, source, fee.Id, fee.Number, clientName, day, entity.Currency, at),
            [new Booking(fee.GlAccountId, sign * fee.Amount), new Booking(fee.BankGlAccountId, -sign * fee.Amount)]);
    }
}
