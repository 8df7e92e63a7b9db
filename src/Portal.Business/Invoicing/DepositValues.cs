using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Data;

namespace Portal.Business.Invoicing;

/// <summary>
/// What deductions of deposits in another currency are worth in the books: each its share of what is left of the deposit on its account, the last one
/// all of it, so that the account comes to zero however many invoices deduct it. A credit note gives back what its invoice took.
/// </summary>
internal static class DepositValues
{
    /// <summary>To be called under the number of the document: whoever issues another of the company waits for it.</summary>
    public static async Task SetAsync(PortalDbContext db, Invoice invoice, CancellationToken ct)
    {
        var lines = invoice.Lines.Where(l => l is { DepositId: not null, DepositRate: not null }).OrderBy(l => l.Position).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        var ids = lines.Select(l => l.DepositId!.Value).Distinct().ToList();
        var taken = await TakenAsync(db, ids, ct);
        foreach (var line in lines)
        {
            var (net, book) = line.OriginalLineId is { } original
                ? LeftOf(taken, original)
                : await LeftOnAccountAsync(db, taken, line, ct);
            line.ValueDeduction(Conversion.Share(book, line.Net, net));
            taken.Add(new Taken(invoice.Kind, line));
        }
    }

    private sealed record Taken(InvoiceKind Kind, InvoiceLine Line)
    {
        /// <summary>Lines of deductions are below zero on their documents: an invoice takes, a credit note gives back.</summary>
        public int Sign => Kind == InvoiceKind.CreditNote ? 1 : -1;
    }

    /// <summary>Deductions of issued documents, those of the same save among them.</summary>
    private static async Task<List<Taken>> TakenAsync(PortalDbContext db, IReadOnlyCollection<long> depositIds, CancellationToken ct)
    {
        var saved = await db.Invoices.AsNoTracking().SelectMany(i => i.Lines, (i, l) => new { i.Kind, Line = l })
            .Where(x => x.Line.DepositId != null && depositIds.Contains(x.Line.DepositId.Value) && x.Line.DepositBook != null).ToListAsync(ct);
        var known = saved.Select(s => s.Line.Id).ToHashSet();
        var unsaved = from i in db.Invoices.Local
                      from l in i.Lines
                      where l is { DepositId: { } deposit, DepositBook: not null } && depositIds.Contains(deposit) && !known.Contains(l.Id)
                      select new Taken(i.Kind, l);
        return [.. saved.Select(s => new Taken(s.Kind, s.Line)), .. unsaved];
    }

    /// <summary>What credit notes have not given back yet of a deduction.</summary>
    private static (decimal Net, decimal Book) LeftOf(List<Taken> taken, long originalLineId)
    {
        var of = taken.Where(t => t.Line.Id == originalLineId || t.Line.OriginalLineId == originalLineId).ToList();
        return (of.Sum(t => -t.Sign * t.Line.Net), of.Sum(t => -t.Sign * t.Line.DepositBook!.Value));
    }

    /// <summary>What is left of a deposit on the account that a deduction takes it from; below zero, as the deduction is.</summary>
    private static async Task<(decimal Net, decimal Book)> LeftOnAccountAsync(PortalDbContext db, List<Taken> taken, InvoiceLine line, CancellationToken ct)
    {
        var (deposit, account) = (line.DepositId, line.GlAccountId);
        var documents = await db.Invoices.Where(i => (i.Id == deposit || i.OriginalId == deposit) && i.Number != null).Select(i => i.Id).ToListAsync(ct);
        var booked = await db.AccountingEntries
            .Where(e => (e.Source == EntrySource.Invoice || e.Source == EntrySource.CreditNote) && documents.Contains(e.SourceId))
            .SelectMany(e => e.Lines).Where(l => l.GlAccountId == account).ToListAsync(ct);
        var of = taken.Where(t => t.Line.DepositId == deposit && t.Line.GlAccountId == account).ToList();
        return (booked.Sum(l => l.InDocument ?? 0) + of.Sum(t => t.Sign * t.Line.Net), booked.Sum(l => l.Debit - l.Credit) + of.Sum(t => t.Sign * t.Line.DepositBook!.Value));
    }
}
