using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Integrity;

public enum FindingKind
{
    /// <summary>A value of the document is not what was sealed.</summary>
    DocumentChanged,

    /// <summary>The document is gone.</summary>
    DocumentMissing,

    /// <summary>Something stands in the document that never could.</summary>
    DocumentUnreadable,

    /// <summary>A document that never joined the chain: written past the application, or its record was deleted.</summary>
    NotSealed,

    /// <summary>The record is not what its hash was computed from.</summary>
    RecordChanged,

    /// <summary>Records are gone.</summary>
    RecordMissing,

    /// <summary>The record names another predecessor than the one that stands there.</summary>
    LinkBroken,

    /// <summary>What is paid, credited, owed or left is not what sealed documents come to.</summary>
    SumDiffers,

    /// <summary>The chain does not end where it should: records were cut off or put on.</summary>
    EndDiffers,

    /// <summary>What an earlier check or statement knew as the end is not in the chain any more: it was written anew.</summary>
    KnownEndGone,
}

/// <param name="Document">Number of the document; empty where it is not known.</param>
/// <param name="Field">Name of the value, as in the sealed text.</param>
/// <param name="Before">As sealed.</param>
public sealed record Finding(FindingKind Kind, SealedKind? DocumentKind, string Document, long? SubjectId, long? Sequence, string Field = "", string Before = "", string Now = "");

/// <summary>How far a check has come.</summary>
public sealed record ChainPlace(long Sequence, string Hash)
{
    public static ChainPlace Start { get; } = new(0, ChainEnd.Start);
}

/// <summary>
/// Walks along the chain of a legal entity, a hundred records at a time, and compares each with its hash, with its predecessor and with
/// the document as it stands now. Reads only; memory does not grow with the number of documents.
/// </summary>
public sealed class ChainWalk(PortalDbContextFactory contexts, IEnumerable<ISealSource> sources)
{
    private const int Chunk = 100;

    /// <summary>Of one document; the rest would not tell more.</summary>
    private const int MostFields = 20;

    /// <summary>Walks on for one step, at most to <paramref name="last"/>.</summary>
    public async Task<ChainPlace> StepAsync(PortalDbContext db, long entityId, ChainPlace from, long last, Action<Finding> found, CancellationToken ct)
    {
        var chunk = db.SealedRecords.AsNoTracking().Where(r => r.LegalEntityId == entityId && r.Sequence > from.Sequence && r.Sequence <= last).OrderBy(r => r.Sequence).Take(Chunk);
        var records = await ReadAsync(chunk, ct);
        var place = from;
        foreach (var (sequence, hash, record) in records)
        {
            CompareLink(sequence, record, place, found);
            place = new ChainPlace(sequence, hash);
        }

        foreach (var kind in records.Select(r => r.Record).OfType<SealedRecord>().GroupBy(r => r.Kind))
        {
            await CompareAsync(db, sources.Single(s => s.Kind == kind.Key), [.. kind], found, ct);
        }

        if (records.Count < Chunk && place.Sequence < last)
        {
            found(Gone(place.Sequence + 1, last));
            place = place with { Sequence = last };
        }

        return place;
    }

    /// <summary>After the last record: whether the chain ends there, and which documents never joined it.</summary>
    public async Task FinishAsync(PortalDbContext db, long entityId, Action<Finding> found, CancellationToken ct)
    {
        var records = db.SealedRecords.Where(r => r.LegalEntityId == entityId).OrderByDescending(r => r.Sequence);
        var end = await db.ChainEnds.Where(e => e.LegalEntityId == entityId)
            .Select(e => new { e.Sequence, e.Hash, Last = records.Select(r => (long?)r.Sequence).FirstOrDefault(), LastHash = records.Select(r => r.Hash).FirstOrDefault() })
            .SingleOrDefaultAsync(ct);
        if (end is null || end.Sequence != (end.Last ?? 0) || end.Hash != (end.LastHash ?? ChainEnd.Start))
        {
            found(new Finding(FindingKind.EndDiffers, null, "", null, end?.Sequence, "", $"{end?.Sequence} {end?.Hash}", $"{end?.Last} {end?.LastHash}"));
        }

        var known = db.IntegrityChecks.Where(c => c.LegalEntityId == entityId && c.FinishedAt != null && c.LastSequence > 0
            && !db.SealedRecords.Any(r => r.LegalEntityId == entityId && r.Sequence == c.LastSequence && r.Hash == c.LastHash));
        await foreach (var check in known.OrderBy(c => c.Id).Select(c => new { c.LastSequence, c.LastHash }).AsAsyncEnumerable().WithCancellation(ct))
        {
            found(new Finding(FindingKind.KnownEndGone, null, "", null, check.LastSequence, "", check.LastHash));
        }

        foreach (var source in sources)
        {
            await foreach (var document in source.Unsealed(db, entityId).AsAsyncEnumerable().WithCancellation(ct))
            {
                found(new Finding(FindingKind.NotSealed, source.Kind, document.Number, document.Id, null));
            }

            await foreach (var entry in EntrySeals.Unsealed(db, entityId, source.Kind).AsAsyncEnumerable().WithCancellation(ct))
            {
                found(new Finding(FindingKind.NotSealed, source.Kind, entry.Number, entry.Id, null, EntrySeals.Field));
            }
        }
    }

    /// <summary>The whole chain at once.</summary>
    public async Task<ChainPlace> RunAsync(long entityId, Action<Finding> found, CancellationToken ct)
    {
        var place = ChainPlace.Start;
        await using var first = contexts.CreateDbContext();
        var last = await LastAsync(first, entityId, ct);
        while (place.Sequence < last)
        {
            await using var db = contexts.CreateDbContext();
            place = await StepAsync(db, entityId, place, last, found, ct);
        }

        await FinishAsync(first, entityId, found, ct);
        return place;
    }

    /// <summary>To where a check that begins now has to go.</summary>
    public static async Task<long> LastAsync(PortalDbContext db, long entityId, CancellationToken ct) =>
        await db.ChainEnds.Where(e => e.LegalEntityId == entityId).Select(e => (long?)e.Sequence).SingleOrDefaultAsync(ct)
        ?? await db.SealedRecords.Where(r => r.LegalEntityId == entityId).MaxAsync(r => (long?)r.Sequence, ct) ?? 0;

    /// <summary>A record that somebody made unreadable must not hide the others: it is left out, not its place.</summary>
    private static async Task<List<(long Sequence, string Hash, SealedRecord? Record)>> ReadAsync(IQueryable<SealedRecord> chunk, CancellationToken ct)
    {
        try
        {
            return [.. (await chunk.ToListAsync(ct)).Select(r => (r.Sequence, r.Hash, (SealedRecord?)r))];
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            var read = new List<(long, string, SealedRecord?)>();
            foreach (var place in await chunk.Select(r => new { r.Sequence, r.Hash }).ToListAsync(ct))
            {
                read.Add((place.Sequence, place.Hash, await TryAsync(() => chunk.Where(r => r.Sequence == place.Sequence).SingleAsync(ct))));
            }

            return read;
        }
    }

    /// <summary>What documents say now, each with what is booked for it.</summary>
    private static async Task<IReadOnlyDictionary<long, string>> ReadAsync(PortalDbContext db, ISealSource source, IReadOnlyList<long> ids, CancellationToken ct)
    {
        var documents = await source.ReadAsync(db, ids, ct);
        var entries = await EntrySeals.ReadAsync(db, source.Kind, ids, ct);
        return documents.ToDictionary(d => d.Key, d => d.Value + SealText.Of(text => EntrySeals.Describe(text, entries[d.Key])));
    }

    private static async Task CompareAsync(PortalDbContext db, ISealSource source, List<SealedRecord> records, Action<Finding> found, CancellationToken ct)
    {
        if (await TryAsync(() => ReadAsync(db, source, [.. records.Select(r => r.SubjectId)], ct)) is { } now)
        {
            records.ForEach(r => CompareDocument(r, now.GetValueOrDefault(r.SubjectId), found));
            return;
        }

        foreach (var record in records)
        {
            if (await TryAsync(() => ReadAsync(db, source, [record.SubjectId], ct)) is { } alone)
            {
                CompareDocument(record, alone.GetValueOrDefault(record.SubjectId), found);
            }
            else
            {
                found(Of(FindingKind.DocumentUnreadable, record));
            }
        }
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    /// <summary>What stands in a column fits no value of the application; faults of the connection are none of these.</summary>
    private static bool IsUnreadable(Exception e) =>
        e is JsonException or FormatException or OverflowException or InvalidCastException or ArgumentException or InvalidOperationException;

    private static void CompareLink(long sequence, SealedRecord? record, ChainPlace before, Action<Finding> found)
    {
        if (sequence != before.Sequence + 1)
        {
            found(Gone(before.Sequence + 1, sequence - 1));
        }

        if (record is null)
        {
            found(new Finding(FindingKind.RecordChanged, null, "", null, sequence));
            return;
        }

        if (sequence == before.Sequence + 1 && record.PreviousHash != before.Hash)
        {
            found(Of(FindingKind.LinkBroken, record, before: record.PreviousHash, now: before.Hash));
        }

        var hash = record.ComputeHash();
        if (hash != record.Hash)
        {
            found(Of(FindingKind.RecordChanged, record, before: record.Hash, now: hash));
        }
    }

    private static void CompareDocument(SealedRecord record, string? now, Action<Finding> found)
    {
        if (now is null)
        {
            found(Of(FindingKind.DocumentMissing, record));
            return;
        }

        foreach (var (name, before, current) in SealText.Differences(record.Content, now).Take(MostFields))
        {
            found(Of(FindingKind.DocumentChanged, record, name, before ?? "", current ?? ""));
        }
    }

    private static Finding Of(FindingKind kind, SealedRecord record, string field = "", string before = "", string now = "") =>
        new(kind, record.Kind, record.Number, record.SubjectId, record.Sequence, field, before, now);

    private static Finding Gone(long first, long last) =>
        new(FindingKind.RecordMissing, null, "", null, first, "", first == last ? $"{first}" : $"{first}–{last}");
}
