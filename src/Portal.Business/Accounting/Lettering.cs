using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting;

/// <summary>Marks the entries on a client's account that settle one another.</summary>
/// <param name="Code">Number of the first document of the group: the same in every export.</param>
/// <param name="On">The day on which the last of them came, or was allocated.</param>
public sealed record Letter(string Code, DateOnly On);

/// <summary>
/// Invoices, the credit notes on them, the payments allocated to them, the refunds of these, small differences given up and releases of what was
/// held back form a group; a reversal belongs to what it reverses. On each account of clients, a group whose amounts come to zero bears a letter,
/// any other none.
/// </summary>
internal static class Lettering
{
    private enum Kind
    {
        Invoice,
        Payment,
        Refund,
        WriteOff,
        Release,
        Difference,
        Fee,
    }

    private readonly record struct Document(Kind Kind, long Id);

    private sealed record Link(Document From, Document To, DateTime At);

    private sealed record Booked(long EntryId, Document Document, long GlAccountId, string Number, DateOnly On, DateTime CreatedAt, decimal Amount);

    /// <summary>The letters of these entries, by entry and account; those that are not settled are left out.</summary>
    public static async Task<IReadOnlyDictionary<(long EntryId, long GlAccountId), Letter>> ReadAsync(PortalDbContext db, LegalEntity entity, IReadOnlyList<long> entryIds, CancellationToken ct)
    {
        var wanted = await db.AccountingEntries.Where(e => entryIds.Contains(e.Id)).Select(e => new { e.Source, e.SourceId }).ToListAsync(ct);
        var (documents, links) = await GatherAsync(db, [.. wanted.Select(w => DocumentOf(w.Source, w.SourceId))], ct);
        var booked = await BookedAsync(db, documents, ct);
        var groups = Grouped(documents, links);
        var letters = new Dictionary<(long, long), Letter>();
        foreach (var group in booked.GroupBy(b => (Root: groups[b.Document], b.GlAccountId)).Where(g => g.Count() > 1 && g.Sum(b => b.Amount) == 0))
        {
            var first = group.OrderBy(b => b.CreatedAt).ThenBy(b => b.EntryId).First();
            var allocated = links.Where(l => groups[l.From] == group.Key.Root).Select(l => entity.DayOf(l.At));
            var letter = new Letter(first.Number, group.Select(b => b.On).Concat(allocated).Max());
            foreach (var entry in group)
            {
                letters[(entry.EntryId, entry.GlAccountId)] = letter;
            }
        }

        return letters;
    }

    private static Document DocumentOf(EntrySource source, long id) => new(
        source switch
        {
            EntrySource.Payment or EntrySource.PaymentReversal => Kind.Payment,
            EntrySource.Refund or EntrySource.RefundReversal => Kind.Refund,
            EntrySource.WriteOff or EntrySource.WriteOffReversal => Kind.WriteOff,
            EntrySource.Allocation or EntrySource.AllocationUndone => Kind.Difference,
            EntrySource.RetentionRelease or EntrySource.RetentionReversal => Kind.Release,
            EntrySource.ChargebackFee or EntrySource.ChargebackFeeReversal => Kind.Fee,
            _ => Kind.Invoice,
        },
        id);

    /// <summary>All documents that hang together with these, and what ties them.</summary>
    private static async Task<(HashSet<Document> Documents, List<Link> Links)> GatherAsync(PortalDbContext db, HashSet<Document> start, CancellationToken ct)
    {
        var (known, links, edge) = (new HashSet<Document>(start), new List<Link>(), start.ToList());
        while (edge.Count > 0)
        {
            List<Link> found = [.. await OfInvoicesAsync(db, Ids(edge, Kind.Invoice), Ids(edge, Kind.Payment), Ids(edge, Kind.Difference), ct), .. await OfSettlementsAsync(db, edge, ct)];
            links.AddRange(found);
            edge = [.. found.SelectMany(l => new[] { l.From, l.To }).Where(known.Add)];
        }

        return (known, links);
    }

    /// <summary>Allocations of payments, with what was gained or lost by exchange, and credit notes.</summary>
    private static async Task<IEnumerable<Link>> OfInvoicesAsync(PortalDbContext db, List<long> invoices, List<long> payments, List<long> differences, CancellationToken ct)
    {
        var allocations = await db.PaymentAllocations
            .Where(a => a.UndoneAt == null && (invoices.Contains(a.InvoiceId) || payments.Contains(a.PaymentId) || differences.Contains(a.Id)))
            .Select(a => new { a.Id, a.PaymentId, a.InvoiceId, a.CreatedAt, Differs = a.BookPaid != a.BookOwed }).ToListAsync(ct);
        var credits = await db.Invoices
            .Where(i => i.OriginalId != null && i.Number != null && (invoices.Contains(i.Id) || invoices.Contains(i.OriginalId.Value)))
            .Select(i => new { i.Id, OriginalId = i.OriginalId!.Value, At = i.IssuedAt!.Value }).ToListAsync(ct);
        return allocations.Select(a => new Link(new Document(Kind.Payment, a.PaymentId), new Document(Kind.Invoice, a.InvoiceId), a.CreatedAt))
            .Concat(allocations.Where(a => a.Differs).Select(a => new Link(new Document(Kind.Difference, a.Id), new Document(Kind.Payment, a.PaymentId), a.CreatedAt)))
            .Concat(credits.Select(c => new Link(new Document(Kind.Invoice, c.Id), new Document(Kind.Invoice, c.OriginalId), c.At)));
    }

    /// <summary>What still holds of refunds, write-offs and releases; what was reversed settles itself.</summary>
    private static async Task<IEnumerable<Link>> OfSettlementsAsync(PortalDbContext db, List<Document> edge, CancellationToken ct)
    {
        var (invoices, payments, refunds, writeOffs, releases) =
            (Ids(edge, Kind.Invoice), Ids(edge, Kind.Payment), Ids(edge, Kind.Refund), Ids(edge, Kind.WriteOff), Ids(edge, Kind.Release));
        var back = await (
            from s in db.RefundShares
            join r in db.Refunds on s.RefundId equals r.Id
            where r.ReversedOn == null && (payments.Contains(s.PaymentId) || refunds.Contains(s.RefundId))
            select new { s.RefundId, s.PaymentId, r.CreatedAt }).ToListAsync(ct);
        var given = await db.WriteOffs
            .Where(w => w.ReversedOn == null
                && (writeOffs.Contains(w.Id) || (w.InvoiceId == null ? payments.Contains(w.PaymentId!.Value) : invoices.Contains(w.InvoiceId.Value))))
            .Select(w => new { w.Id, w.InvoiceId, w.PaymentId, w.CreatedAt }).ToListAsync(ct);
        var released = await db.RetentionReleases.Where(r => r.ReversedOn == null && (releases.Contains(r.Id) || invoices.Contains(r.InvoiceId)))
            .Select(r => new { r.Id, r.InvoiceId, r.CreatedAt }).ToListAsync(ct);
        return back.Select(r => new Link(new Document(Kind.Refund, r.RefundId), new Document(Kind.Payment, r.PaymentId), r.CreatedAt))
            .Concat(given.Select(w => new Link(
                new Document(Kind.WriteOff, w.Id), w.InvoiceId is { } invoice ? new Document(Kind.Invoice, invoice) : new Document(Kind.Payment, w.PaymentId!.Value), w.CreatedAt)))
            .Concat(released.Select(r => new Link(new Document(Kind.Release, r.Id), new Document(Kind.Invoice, r.InvoiceId), r.CreatedAt)));
    }

    private static List<long> Ids(List<Document> documents, Kind kind) => [.. documents.Where(d => d.Kind == kind).Select(d => d.Id)];

    private static async Task<List<Booked>> BookedAsync(PortalDbContext db, HashSet<Document> documents, CancellationToken ct)
    {
        // Said with the sources, whose index it is; an id says which source by itself.
        List<long> ids = [.. documents.Select(d => d.Id)];
        var sources = Enum.GetValues<EntrySource>().Where(s => documents.Any(d => d.Kind == DocumentOf(s, 0).Kind)).ToList();
        var entries = await db.AccountingEntries.Where(e => sources.Contains(e.Source) && ids.Contains(e.SourceId))
            .Select(e => new
            {
                e.Id,
                e.Source,
                e.SourceId,
                e.Number,
                e.BookedOn,
                e.CreatedAt,
                Lines = e.Lines.Where(l => l.ClientId != null).Select(l => new { l.GlAccountId, l.Debit, l.Credit }).ToList(),
            })
            .ToListAsync(ct);
        return
        [
            .. entries.Where(e => documents.Contains(DocumentOf(e.Source, e.SourceId)))
                .SelectMany(e => e.Lines.GroupBy(l => l.GlAccountId), (e, l) => new Booked(
                    e.Id, DocumentOf(e.Source, e.SourceId), l.Key, e.Number, e.BookedOn, e.CreatedAt, l.Sum(x => x.Debit - x.Credit))),
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
