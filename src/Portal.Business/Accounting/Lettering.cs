using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting;

/// <summary>Marks the entries on a client's account that settle one another.</summary>
/// <param name="Code">Number of the first document of the group: the same in every export.</param>
/// <param name="On">The day on which the last of them came, or was allocated.</param>
public sealed record Letter(string Code, DateOnly On);

/// <summary>
/// Invoices, the credit notes on them and the payments allocated to them form a group; a reversal belongs to its payment. A group whose
/// amounts on the clients' account come to zero bears a letter, any other none.
/// </summary>
internal static class Lettering
{
    private readonly record struct Document(bool IsPayment, long Id);

    private sealed record Link(Document From, Document To, DateTime At);

    private sealed record Booked(long EntryId, Document Document, string Number, DateOnly On, DateTime CreatedAt, decimal Amount);

    /// <summary>The letters of these entries, by entry; those that are not settled are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, Letter>> ReadAsync(PortalDbContext db, LegalEntity entity, IReadOnlyList<long> entryIds, CancellationToken ct)
    {
        var wanted = await db.AccountingEntries.Where(e => entryIds.Contains(e.Id)).Select(e => new { e.Source, e.SourceId }).ToListAsync(ct);
        var (documents, links) = await GatherAsync(db, [.. wanted.Where(w => IsKnown(w.Source)).Select(w => DocumentOf(w.Source, w.SourceId))], ct);
        var booked = await BookedAsync(db, documents, ct);
        var groups = Grouped(documents, links);
        var letters = new Dictionary<long, Letter>();
        foreach (var group in booked.GroupBy(b => groups[b.Document]).Where(g => g.Count() > 1 && g.Sum(b => b.Amount) == 0))
        {
            var first = group.OrderBy(b => b.CreatedAt).ThenBy(b => b.EntryId).First();
            var allocated = links.Where(l => groups[l.From] == group.Key).Select(l => entity.DayOf(l.At));
            var letter = new Letter(first.Number, group.Select(b => b.On).Concat(allocated).Max());
            foreach (var entry in group)
            {
                letters[entry.EntryId] = letter;
            }
        }

        return letters;
    }

    private static bool IsKnown(EntrySource source) =>
        source is EntrySource.Invoice or EntrySource.CreditNote or EntrySource.Payment or EntrySource.PaymentReversal;

    private static Document DocumentOf(EntrySource source, long id) => new(source is EntrySource.Payment or EntrySource.PaymentReversal, id);

    /// <summary>All documents that hang together with these, and what ties them.</summary>
    private static async Task<(HashSet<Document> Documents, List<Link> Links)> GatherAsync(PortalDbContext db, HashSet<Document> start, CancellationToken ct)
    {
        var (known, links, edge) = (new HashSet<Document>(start), new List<Link>(), start.ToList());
        while (edge.Count > 0)
        {
            List<long> invoices = [.. edge.Where(d => !d.IsPayment).Select(d => d.Id)];
            List<long> payments = [.. edge.Where(d => d.IsPayment).Select(d => d.Id)];
            var allocations = await db.PaymentAllocations.Where(a => a.UndoneAt == null && (invoices.Contains(a.InvoiceId) || payments.Contains(a.PaymentId)))
                .Select(a => new { a.PaymentId, a.InvoiceId, a.CreatedAt }).ToListAsync(ct);
            var credits = await db.Invoices
                .Where(i => i.OriginalId != null && i.Number != null && (invoices.Contains(i.Id) || invoices.Contains(i.OriginalId.Value)))
                .Select(i => new { i.Id, OriginalId = i.OriginalId!.Value, At = i.IssuedAt!.Value }).ToListAsync(ct);
            List<Link> found =
            [
                .. allocations.Select(a => new Link(new Document(true, a.PaymentId), new Document(false, a.InvoiceId), a.CreatedAt)),
                .. credits.Select(c => new Link(new Document(false, c.Id), new Document(false, c.OriginalId), c.At)),
            ];
            links.AddRange(found);
            edge = [.. found.SelectMany(l => new[] { l.From, l.To }).Where(known.Add)];
        }

        return (known, links);
    }

    private static async Task<List<Booked>> BookedAsync(PortalDbContext db, HashSet<Document> documents, CancellationToken ct)
    {
        List<long> ids = [.. documents.Select(d => d.Id)];
        var entries = await db.AccountingEntries.Where(e => ids.Contains(e.SourceId))
            .Select(e => new
            {
                e.Id,
                e.Source,
                e.SourceId,
                e.Number,
                e.BookedOn,
                e.CreatedAt,
                Debit = e.Lines.Where(l => l.ClientId != null).Sum(l => l.Debit),
                Credit = e.Lines.Where(l => l.ClientId != null).Sum(l => l.Credit),
            })
            .ToListAsync(ct);
        return
        [
            .. entries.Where(e => IsKnown(e.Source) && documents.Contains(DocumentOf(e.Source, e.SourceId)))
                .Select(e => new Booked(e.Id, DocumentOf(e.Source, e.SourceId), e.Number, e.BookedOn, e.CreatedAt, e.Debit - e.Credit)),
        ];
    }

    /// <summary>Which group each document belongs to, named by one of its documents.</summary>
    private static Dictionary<Document, Document> Grouped(HashSet<Document> documents, List<Link> links)
    {
        var parents = documents.ToDictionary(d => d);
        foreach (var link in links)
        {
            parents[RootOf(link.From)] = RootOf(link.To);
        }

        return documents.ToDictionary(d => d, RootOf);

        Document RootOf(Document document)
        {
            while (parents[document] != document)
            {
                document = parents[document] = parents[parents[document]];
            }

            return document;
        }
    }
}
