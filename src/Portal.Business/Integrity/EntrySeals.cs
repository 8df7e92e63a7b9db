using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Data;

namespace Portal.Business.Integrity;

/// <summary>
/// What was booked for a document, as part of its record: the entry of one source is sealed with the document of the same kind. A second
/// entry, or a line put in, changed or taken out, makes the record differ.
/// </summary>
internal static class EntrySeals
{
    /// <summary>The name under which an entry without a sealed document is listed.</summary>
    public const string Field = "entry";

    /// <param name="entries">Of one document, each with its lines.</param>
    public static void Describe(SealText text, IEnumerable<AccountingEntry> entries)
    {
        foreach (var (entry, i) in entries.OrderBy(e => e.Id).Select((e, i) => (e, i)))
        {
            var name = i == 0 ? Field : $"{Field}-{(i + 1).ToString(CultureInfo.InvariantCulture)}";
            text.Add($"{name}.company", entry.LegalEntityId);
            text.Add($"{name}.journal", entry.JournalId);
            text.Add($"{name}.number", entry.Number);
            text.Add($"{name}.label", entry.Label);
            text.Add($"{name}.booked-on", entry.BookedOn);
            text.Add($"{name}.booked-at", entry.CreatedAt);
            text.Add($"{name}.currency", entry.Currency);
            text.Add($"{name}.document-currency", entry.DocumentCurrency);
            text.Add($"{name}.total", entry.Total);
            foreach (var (line, n) in entry.Lines.OrderBy(l => l.Position).ThenBy(l => l.Id).Select((l, n) => (l, (n + 1).ToString(CultureInfo.InvariantCulture))))
            {
                text.Add($"{name}.{n}.position", line.Position);
                text.Add($"{name}.{n}.account", line.GlAccountId);
                text.Add($"{name}.{n}.client", line.ClientId);
                text.Add($"{name}.{n}.debit", line.Debit);
                text.Add($"{name}.{n}.credit", line.Credit);
                text.Add($"{name}.{n}.in-document", line.InDocument);
            }
        }
    }

    /// <summary>The same as it stands now, by document.</summary>
    public static async Task<ILookup<long, AccountingEntry>> ReadAsync(PortalDbContext db, SealedKind kind, IReadOnlyList<long> subjectIds, CancellationToken ct) =>
        SourceOf(kind) is { } source
            ? (await db.AccountingEntries.AsNoTracking().AsSplitQuery().Include(e => e.Lines).Where(e => e.Source == source && subjectIds.Contains(e.SourceId)).ToListAsync(ct))
                .ToLookup(e => e.SourceId)
            : Enumerable.Empty<AccountingEntry>().ToLookup(e => e.SourceId);

    /// <summary>Entries whose document never joined the chain.</summary>
    public static IQueryable<Unsealed> Unsealed(PortalDbContext db, long legalEntityId, SealedKind kind)
    {
        var source = SourceOf(kind);
        return db.AccountingEntries
            .Where(e => source != null && e.LegalEntityId == legalEntityId && e.Source == source && !db.SealedRecords.Any(r => r.Kind == kind && r.SubjectId == e.SourceId))
            .OrderBy(e => e.Id).Select(e => new Unsealed(e.SourceId, e.Number));
    }

    /// <summary>Null for what is sealed and not booked.</summary>
    private static EntrySource? SourceOf(SealedKind kind) => Enum.TryParse<EntrySource>(kind.ToString(), out var source) ? source : null;
}
