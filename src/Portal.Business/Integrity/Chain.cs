using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Business.Accounting;
using Portal.Business.Data;

namespace Portal.Business.Integrity;

/// <summary>Adds records to the chain, inside the save that makes their documents.</summary>
public static class Chain
{
    /// <summary>
    /// Seals a document in the save that makes it. Each kind has one <see cref="ISealSource"/>, which describes it in the same words
    /// when it is checked.
    /// </summary>
    /// <param name="describe">Writes every value that must never change; called in the save, when texts are as they are kept.</param>
    public static void Seal(
        this PortalDbContext db, SealedKind kind, long legalEntityId, long subjectId, string number, DateOnly day, decimal amount, string currency,
        Action<SealText> describe) =>
        db.SealedRecords.Add(new SealedRecord(kind, legalEntityId, subjectId, number, day, amount, currency, describe));

    /// <summary>The end of a chain and until when the books are locked, held until the transaction ends.</summary>
    internal sealed record Held(long LegalEntityId, long Sequence, string Hash, DateOnly? BooksLockDate, string Name, string TimeZone);

    /// <summary>In the order of the ids, so that two transactions never wait for each other.</summary>
    internal static async Task<IReadOnlyList<Held>> HoldAsync(PortalDbContext db, IEnumerable<long> legalEntityIds, CancellationToken ct)
    {
        var held = new List<Held>();
        foreach (var id in legalEntityIds.Distinct().Order())
        {
            held.Add(await HoldAsync(db, id, ct)
                ?? throw new InvalidOperationException($"The end of the chain of legal entity {id} is gone: nothing can be booked."));
        }

        return held;
    }

    private static async Task<Held?> HoldAsync(PortalDbContext db, long legalEntityId, CancellationToken ct)
    {
        if (db.HeldEnd is { } held && held.LegalEntityId == legalEntityId)
        {
            db.HeldEnd = null;
            return held;
        }

        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = HoldingSql(db);
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@entity", legalEntityId);
        command.Parameters.Add(id);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await ReadAsync(reader, legalEntityId, ct);
    }

    /// <summary>What <see cref="HoldingSql"/> answers.</summary>
    internal static async Task<Held?> ReadAsync(DbDataReader reader, long legalEntityId, CancellationToken ct) =>
        await reader.ReadAsync(ct)
            ? new Held(legalEntityId, reader.GetInt64(0), reader.GetString(1), await reader.IsDBNullAsync(2, ct) ? null : await reader.GetFieldValueAsync<DateOnly>(2, ct), reader.GetString(3), reader.GetString(4))
            : null;

    /// <summary>Gives each record its place, one behind the other, with what the save books for its document.</summary>
    internal static void Link(PortalDbContext db, IReadOnlyList<Held> held, IReadOnlyList<SealedRecord> records, IReadOnlyList<AccountingEntry> booked, DateTime now)
    {
        var entries = booked.ToLookup(e => (e.Source.ToString(), e.SourceId));
        foreach (var own in records.GroupBy(r => r.LegalEntityId))
        {
            var before = held.Single(h => h.LegalEntityId == own.Key);
            var (sequence, hash) = (before.Sequence, before.Hash);
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, TimeZoneInfo.FindSystemTimeZoneById(before.TimeZone)));
            foreach (var record in own)
            {
                record.Link(++sequence, hash, now, today, entries[(record.Kind.ToString(), record.SubjectId)]);
                hash = record.Hash;
            }

            var end = db.ChainEnds.Local.FindEntry(own.Key) ?? db.ChainEnds.Attach(new ChainEnd(own.Key));
            var (place, last) = (end.Property(e => e.Sequence), end.Property(e => e.Hash));
            (place.CurrentValue, last.CurrentValue) = (before.Sequence, before.Hash);
            (place.OriginalValue, last.OriginalValue) = (before.Sequence, before.Hash);
            (place.CurrentValue, last.CurrentValue) = (sequence, hash);
        }
    }

    /// <summary>Holds the end of the chain of the company <c>@entity</c>. SQLite has one writer at a time, so what its transaction reads stays.</summary>
    internal static string HoldingSql(PortalDbContext db)
    {
        var (holdEnd, holdLock) = db.Provider == DatabaseProvider.SqlServer ? ("WITH (UPDLOCK, ROWLOCK)", "WITH (HOLDLOCK, ROWLOCK)") : ("", "");
        return $"""
            SELECT c."Sequence", c."Hash", e."BooksLockDate", e."Name", e."TimeZone"
            FROM "ChainEnds" c {holdEnd} JOIN "LegalEntities" e {holdLock} ON e."Id" = c."LegalEntityId"
            WHERE c."LegalEntityId" = @entity{(db.Provider == DatabaseProvider.PostgreSql ? " FOR UPDATE OF c FOR SHARE OF e" : "")}
            """;
    }
}
