using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Integrity;

namespace Portal.Business.Accounting;

/// <summary>
/// Nothing is booked on or before the lock date of a legal entity, except by people named for it. Use cases ask early, to say it
/// beside the button; the save asks again, so that no path can forget and no lock can come in between.
/// </summary>
public static class PeriodLock
{
    internal const string Code = "Accounting.PeriodLocked";

    /// <summary>Empty when the person whose context it is may book on that day.</summary>
    public static async Task<IReadOnlyList<Refusal>> RefusalsAsync(PortalDbContext db, LegalEntity entity, DateOnly day, CancellationToken ct) =>
        entity.BooksLockDate is { } locked && day <= locked && await LateBookerAsync(db, entity.Id, ct) is null
            ? [Refusal.NotNow(Code, locked, entity.Name)]
            : [];

    /// <summary>The day itself, or the first after the lock date: for what has happened and must not wait.</summary>
    public static DateOnly FirstOpenDay(LegalEntity entity, DateOnly day) => entity.BooksLockDate is { } locked && day <= locked ? locked.AddDays(1) : day;

    /// <summary>
    /// Looks at the lock dates of these entries, which are held until the transaction ends: who moves one waits for it, or this has waited
    /// and sees the new one. Entries that a named person books late go to the audit trail with the reason.
    /// </summary>
    /// <exception cref="PeriodLockedException">The period of one of them is locked.</exception>
    internal static async Task GuardAsync(
        PortalDbContext db, IReadOnlyList<AccountingEntry> booked, IReadOnlyList<Chain.Held> held, DateTime now, CancellationToken ct)
    {
        foreach (var entries in booked.GroupBy(e => e.LegalEntityId))
        {
            var lockDate = held.Single(h => h.LegalEntityId == entries.Key);
            var late = entries.Where(e => e.BookedOn <= lockDate.BooksLockDate).ToList();
            if (late.Count == 0)
            {
                continue;
            }

            var booker = await LateBookerAsync(db, entries.Key, ct)
                ?? throw new PeriodLockedException(Refusal.NotNow(Code, lockDate.BooksLockDate!.Value, lockDate.Name));
            db.AuditEntries.AddRange(late.Select(e => new AuditEntry(
                now, db.Actor, nameof(AccountingEntry), e.Id, AuditAction.Created,
                [
                    new AuditChange(nameof(AccountingEntry.Number), null, e.Number),
                    new AuditChange(nameof(AccountingEntry.BookedOn), null, e.BookedOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
                    new AuditChange(nameof(LateBooker.Reason), null, booker.Reason),
                ])));
        }
    }

    private static Task<LateBooker?> LateBookerAsync(PortalDbContext db, long entityId, CancellationToken ct) =>
        db.Actor.UserId is { } userId
            ? db.LateBookers.AsNoTracking().SingleOrDefaultAsync(b => b.LegalEntityId == entityId && b.UserId == userId, ct)
            : Task.FromResult<LateBooker?>(null);
}

/// <summary>Something would be booked into a locked period. Use cases answer it with its refusal (<see cref="Saving"/>).</summary>
public sealed class PeriodLockedException(Refusal refusal) : Exception("The period is locked.")
{
    public Refusal Refusal { get; } = refusal;
}
