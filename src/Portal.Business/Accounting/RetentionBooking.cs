using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Accounting;

/// <summary>Books that a held-back amount becomes due, and the mirror of it.</summary>
public static partial class AccountingEntries
{
    /// <summary>From the account of retentions back to that of the client.</summary>
    public static AccountingEntry AddForRelease(PortalDbContext db, RetentionRelease release, LegalEntity entity, string clientName) =>
        Add(db, ForRelease(release, entity, clientName));

    public static AccountingEntry ForRelease(RetentionRelease release, LegalEntity entity, string clientName)
    {
        var (source, day, at, sign) = release is { ReversedOn: { } reversedOn, ReversedAt: { } reversedAt }
            ? (EntrySource.RetentionReversal, reversedOn, reversedAt, -1)
            : (EntrySource.RetentionRelease, release.ReleasedOn, release.CreatedAt, 1);
        return new AccountingEntry(
            new AccountingEntry.Head(entity.Id, release.JournalId, source, release.Id, release.Number, clientName, day, entity.Currency, at, release.Currency),
            [
                new Booking(Set(entity.ReceivableAccountId, "receivable account"), sign * release.BookAmount, release.ClientId, sign * release.Amount),
                new Booking(release.GlAccountId, -sign * release.BookAmount, release.ClientId, -sign * release.Amount),
            ]);
    }
}
