using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.Gateways;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting;

/// <summary>Reads entries as other programs want them, some hundred at a time.</summary>
internal static class JournalPieces
{
    private const int Chunk = 500;

    /// <summary>In the order of the ids. Names of accounts and journals are in the language of the house.</summary>
    public static async Task<IReadOnlyList<JournalPiece>> ReadAsync(PortalDbContext db, LegalEntity entity, IReadOnlyList<long> entryIds, CancellationToken ct,
        IReadOnlyDictionary<(long EntryId, long GlAccountId), Letter>? letters = null)
    {
        var heads = await (
            from e in db.AccountingEntries
            join t in db.AccountingTransfers on e.Id equals t.AccountingEntryId
            join j in db.Journals on e.JournalId equals j.Id
            where entryIds.Contains(e.Id)
            select new { e.Id, t.Key, t.EntryNumber, t.ValidatedAt, j.Code, j.Name, e.BookedOn, e.Number, e.Label, e.Currency, e.DocumentCurrency }).ToDictionaryAsync(e => e.Id, ct);
        var lines = (await (
            from l in db.Set<AccountingEntryLine>()
            join a in db.GlAccounts on l.GlAccountId equals a.Id
            where entryIds.Contains(l.AccountingEntryId)
            orderby l.AccountingEntryId, l.Position
            select new
            {
                l.AccountingEntryId,
                l.GlAccountId,
                a.Number,
                a.Name,
                l.ClientId,
                ClientName = db.Clients.Where(c => c.Id == l.ClientId).Select(c => c.Name).FirstOrDefault(),
                l.Debit,
                l.Credit,
                l.InDocument,
            }).ToListAsync(ct)).ToLookup(l => l.AccountingEntryId);
        return
        [
            .. entryIds.Select(id => heads[id]).Select(e => new JournalPiece(
                e.Key, entity.Name, e.Code, e.Name.In(entity.Language), e.BookedOn, e.Number, e.Label, e.Currency, e.EntryNumber,
                e.ValidatedAt is { } at ? entity.DayOf(at) : null,
                [.. lines[e.Id].Select(l => new JournalPieceLine(l.Number, l.Name.In(entity.Language), l.ClientId, l.ClientName ?? "", l.Debit, l.Credit,
                    l.ClientId is null ? null : letters?.GetValueOrDefault((e.Id, l.GlAccountId)), l.InDocument))], e.DocumentCurrency)),
        ];
    }

    /// <summary>All that is booked in a period, by day.</summary>
    public static async IAsyncEnumerable<JournalPiece> InPeriodAsync(
        IDbContextFactory<PortalDbContext> contexts, LegalEntity entity, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var (day, last) = (from, 0L);
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var next = await db.AccountingEntries
                .Where(e => e.LegalEntityId == entity.Id && e.BookedOn >= from && e.BookedOn <= to && (e.BookedOn > day || (e.BookedOn == day && e.Id > last)))
                .OrderBy(e => e.BookedOn).ThenBy(e => e.Id).Take(Chunk).Select(e => new { e.Id, e.BookedOn }).ToListAsync(ct);
            foreach (var piece in await ReadAsync(db, entity, [.. next.Select(e => e.Id)], ct))
            {
                yield return piece;
            }

            if (next.Count < Chunk)
            {
                yield break;
            }

            (day, last) = (next[^1].BookedOn, next[^1].Id);
        }
    }

    /// <summary>The validated entries of a fiscal year, by number, with the letters of those that are settled.</summary>
    /// <param name="withOpening">Begins with the opening entry, where there is one.</param>
    public static async IAsyncEnumerable<JournalPiece> OfYearAsync(
        IDbContextFactory<PortalDbContext> contexts, LegalEntity entity, FiscalYear year, bool withOpening, [EnumeratorCancellation] CancellationToken ct = default)
    {
        if (withOpening)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            if (await OpeningBalances.ReadAsync(db, entity, year, ct) is { } opening)
            {
                yield return opening;
            }
        }

        var last = 0L;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var next = await db.AccountingTransfers
                .Where(t => t.LegalEntityId == entity.Id && t.FiscalYear == year.Year && t.EntryNumber > last)
                .OrderBy(t => t.EntryNumber).Take(Chunk).Select(t => new { t.AccountingEntryId, t.EntryNumber }).ToListAsync(ct);
            List<long> ids = [.. next.Select(t => t.AccountingEntryId)];
            var letters = await Lettering.ReadAsync(db, entity, ids, ct);
            foreach (var piece in await ReadAsync(db, entity, ids, ct, letters))
            {
                yield return piece;
            }

            if (next.Count < Chunk)
            {
                yield break;
            }

            last = next[^1].EntryNumber!.Value;
        }
    }
}
