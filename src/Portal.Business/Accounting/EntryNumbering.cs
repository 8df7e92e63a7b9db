using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounting;

/// <summary>
/// Validates entries: each gets the next number of its fiscal year, in the order in which they were booked. Nothing of them changes
/// before or after; the unique index refuses a number that another process gave meanwhile, and the next run goes on.
/// </summary>
internal static class EntryNumbering
{
    public static async Task<Result> ValidateAsync(PortalDbContext db, DateTime now, int most, CancellationToken ct)
    {
        var waiting = await (
            from t in db.AccountingTransfers
            join e in db.AccountingEntries on t.AccountingEntryId equals e.Id
            join l in db.LegalEntities on e.LegalEntityId equals l.Id
            where t.EntryNumber == null
            orderby e.CreatedAt, e.Id
            select new { Transfer = t, e.BookedOn, l.FiscalYearStartMonth }).Take(most).ToListAsync(ct);
        foreach (var year in waiting.GroupBy(w => (w.Transfer.LegalEntityId, FiscalYear.Of(w.BookedOn, w.FiscalYearStartMonth).Year)))
        {
            var (entityId, closing) = year.Key;
            var number = await db.AccountingTransfers.Where(t => t.LegalEntityId == entityId && t.FiscalYear == closing).MaxAsync(t => t.EntryNumber, ct) ?? 0;
            foreach (var entry in year)
            {
                entry.Transfer.Validate(closing, ++number, now);
            }
        }

        return waiting.Count == 0 ? Result.Done : await db.TrySaveAsync(ct);
    }
}
