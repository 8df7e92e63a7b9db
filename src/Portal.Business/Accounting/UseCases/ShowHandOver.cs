using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Accounting.UseCases;

/// <summary>How the hand-over of an issued invoice or credit note stands: queued, handed over when and how, or why it failed.</summary>
public sealed class ShowHandOver(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Form">Of the last attempt; before the first, the form that the company has chosen.</param>
    /// <param name="Answer">What the receiver said, or why it failed.</param>
    /// <param name="NextAttemptAt">Null when nothing more is tried by itself.</param>
    public sealed record Shown(
        long EntryId, AccountingState State, HandOverForm Form, int Attempts, string Answer, DateTime? NextAttemptAt, DateTime? HandedOverAt,
        long? EntryNumber, int? FiscalYear);

    /// <summary>"Not found" for a document that is not booked, as a proforma.</summary>
    public async Task<Result<Shown>> RunAsync(long invoiceId, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var shown = await (
            from e in db.AccountingEntries
            join t in db.AccountingTransfers on e.Id equals t.AccountingEntryId
            join l in db.LegalEntities on e.LegalEntityId equals l.Id
            where e.SourceId == invoiceId && (e.Source == EntrySource.Invoice || e.Source == EntrySource.CreditNote)
            select new Shown(e.Id, t.State, t.Form ?? l.HandOver, t.Attempts, t.Answer, t.NextAttemptAt, t.HandedOverAt, t.EntryNumber, t.FiscalYear)).SingleOrDefaultAsync(ct);
        return shown is null ? Refusal.NotFound : shown;
    }
}
