using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.Forms;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Accounting.UseCases;

/// <summary>One entry with its lines and what became of its hand-over.</summary>
public sealed class ShowEntry(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, IEnumerable<IJournalFormat> formats)
{
    private const int MostAttempts = 50;

    public sealed record Line(string Account, LocalText AccountName, string? Client, decimal Debit, decimal Credit, decimal? InDocument);

    public sealed record Attempt(DateTime At, HandOverForm Form, bool Accepted, string Answer);

    /// <param name="SourceId">Of the document; of an exchange difference, of the payment.</param>
    /// <param name="FileName">Null where nothing was written to the accounting folder.</param>
    public sealed record Shown(
        long Id, string LegalEntity, string JournalCode, LocalText JournalName, EntrySource Source, long SourceId, string Number, string Label,
        DateOnly BookedOn, string Currency, IReadOnlyList<Line> Lines, AccountingState State, string? FileName, string Answer, int Attempts,
        DateTime? NextAttemptAt, DateTime? HandedOverAt,
        long? EntryNumber, int? FiscalYear, DateTime? ValidatedAt, IReadOnlyList<Attempt> History, string? DocumentCurrency);

    public async Task<Result<Shown>> RunAsync(long entryId, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entry = await db.AccountingEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == entryId, ct);
        if (entry is null)
        {
            return Refusal.NotFound;
        }

        var lines = await (
            from l in db.Set<AccountingEntryLine>()
            join a in db.GlAccounts on l.GlAccountId equals a.Id
            where l.AccountingEntryId == entryId
            orderby l.Position
            select new Line(a.Number, a.Name, db.Clients.Where(c => c.Id == l.ClientId).Select(c => c.Name).FirstOrDefault(), l.Debit, l.Credit, l.InDocument)).ToListAsync(ct);
        var transfer = await db.AccountingTransfers.AsNoTracking().SingleAsync(t => t.AccountingEntryId == entryId, ct);
        var journal = await db.Journals.AsNoTracking().SingleAsync(j => j.Id == entry.JournalId, ct);
        var entity = await db.LegalEntities.Where(e => e.Id == entry.LegalEntityId).Select(e => e.Name).SingleAsync(ct);
        var history = await db.TransferAttempts.Where(a => a.AccountingTransferId == transfer.Id).OrderByDescending(a => a.Id).Take(MostAttempts)
            .Select(a => new Attempt(a.At, a.Form, a.Accepted, a.Answer)).ToListAsync(ct);
        var subject = entry.Source switch
        {
            EntrySource.Allocation or EntrySource.AllocationUndone => await db.PaymentAllocations.Where(a => a.Id == entry.SourceId).Select(a => a.PaymentId).SingleOrDefaultAsync(ct),
            EntrySource.ChargebackFee or EntrySource.ChargebackFeeReversal => await db.ChargebackFees.Where(f => f.Id == entry.SourceId).Select(f => f.PaymentId).SingleOrDefaultAsync(ct),
            _ => entry.SourceId,
        };
        var format = formats.FirstOrDefault(f => f.Form == transfer.Form);
        return new Shown(
            entry.Id, entity, journal.Code, journal.Name, entry.Source, subject, entry.Number, entry.Label, entry.BookedOn, entry.Currency, lines,
            transfer.State, format is null ? null : transfer.Key + format.Extension, transfer.Answer, transfer.Attempts, transfer.NextAttemptAt, transfer.HandedOverAt,
            transfer.EntryNumber, transfer.FiscalYear, transfer.ValidatedAt, history, entry.DocumentCurrency);
    }
}
