using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.Forms;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting.UseCases;

/// <summary>The FEC of a French legal entity and fiscal year: complete, or refused.</summary>
public sealed class ExportFec(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, FecFormat format)
{
    /// <param name="Year">In which the fiscal year closes.</param>
    /// <param name="WithOpening">Begins with the balances at the end of the year before, as far as they were booked here.</param>
    public sealed record Input(long LegalEntityId, int Year, bool WithOpening = false);

    public async Task<Result<BookFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == input.LegalEntityId, ct);
        if (entity is null || input.Year is < 2000 or > 2200)
        {
            return Refusal.NotFound;
        }

        if (entity.Numbers.Siren.Length == 0)
        {
            return Refusal.NotNow("Accounting.NoSiren", entity.Name);
        }

        var year = FiscalYear.Closing(input.Year, entity.FiscalYearStartMonth);
        var refused = await NotReadyAsync(db, entity, year, input.WithOpening, ct);
        return refused is not null
            ? refused
            : new BookFile(
                FecFormat.FileNameOf(entity.Numbers.Siren, year.Last), format.ContentType,
                (target, cancel) => format.WriteAsync(target, JournalPieces.OfYearAsync(contexts, entity, year, input.WithOpening, cancel), reader: null, cancel));
    }

    /// <summary>Amounts are in the currency of the books; entries of the last seconds have no number yet.</summary>
    private static async Task<Refusal?> NotReadyAsync(PortalDbContext db, LegalEntity entity, FiscalYear year, bool withOpening, CancellationToken ct)
    {
        var own = db.AccountingEntries.Where(e => e.LegalEntityId == entity.Id && e.BookedOn <= year.Last);
        var entries = own.Where(e => e.BookedOn >= year.First);
        if (await (withOpening ? own : entries).Where(e => e.Currency != entity.Currency).OrderBy(e => e.Id).Select(e => new { e.Number, e.Currency }).FirstOrDefaultAsync(ct) is { } foreign)
        {
            return Refusal.NotNow("Accounting.OtherCurrencyInFec", foreign.Number, foreign.Currency, entity.Currency);
        }

        var waiting = await entries.CountAsync(e => db.AccountingTransfers.Any(t => t.AccountingEntryId == e.Id && t.EntryNumber == null), ct);
        return waiting > 0 ? Refusal.NotNow("Accounting.NotNumberedYet", waiting) : null;
    }
}
