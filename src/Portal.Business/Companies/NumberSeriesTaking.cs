using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity;

namespace Portal.Business.Companies;

/// <summary>
/// Takes numbers inside an open <see cref="WriteTransaction"/>. The update locks the series until that transaction ends, so two
/// takers wait for each other, and a rollback gives the number back. Several kinds are taken in the order of
/// <see cref="NumberedDocument"/>: the same order everywhere means no deadlock.
/// </summary>
public static class NumberSeriesTaking
{
    /// <summary>Code of the refusal of a day before the last document's; a day later nothing stands in the way.</summary>
    public const string DateBeforeLast = "Companies.DateBeforeLastNumber";

    /// <summary>
    /// Refuses with <c>Companies.NoSeries</c>, or with <see cref="DateBeforeLast"/> when a chronological series already
    /// has a document of a later date.
    /// </summary>
    public static async Task<Result<string>> TakeNumberAsync(
        this PortalDbContext db, long legalEntityId, NumberedDocument document, DateOnly date, CancellationToken ct) =>
        (await db.TakeNumbersAsync(legalEntityId, [document], date, ct)).TryGet(out var numbers, out var refused) ? numbers[document] : refused;

    /// <summary>
    /// One number of each kind, in one round trip; refuses as <see cref="TakeNumberAsync"/>, and then the caller rolls back. With the number of a document that is
    /// sealed comes the end of the chain, which its save would ask for next.
    /// </summary>
    public static async Task<Result<IReadOnlyDictionary<NumberedDocument, string>>> TakeNumbersAsync(
        this PortalDbContext db, long legalEntityId, IEnumerable<NumberedDocument> documents, DateOnly date, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not { } transaction)
        {
            throw new InvalidOperationException("A number is taken inside the transaction that uses it.");
        }

        var taken = new Dictionary<NumberedDocument, string>();
        NumberedDocument[] wanted = [.. documents.Distinct().Order()];
        var ahead = NumbersAhead.Of(db, legalEntityId);
        var (command, sealedToo) = (Taking(db, transaction, legalEntityId, wanted, date), wanted.Any(NumberSeries.IsChronological));
        command.CommandText += sealedToo ? ";\n" + Chain.HoldingSql(db) : "";
        await using (command)
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            foreach (var document in wanted)
            {
                if (await reader.ReadAsync(ct))
                {
                    var (next, prefix, digits) = (reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2));
                    taken[document] = NumberSeries.Format(prefix, digits, next - 1);
                    ahead.Took(document, next, prefix, digits);
                }

                await reader.NextResultAsync(ct);
            }

            db.HeldEnd = sealedToo ? await Chain.ReadAsync(reader, legalEntityId, ct) : null;
        }

        foreach (var document in wanted.Where(d => !taken.ContainsKey(d)))
        {
            return await WhyNotAsync(db, legalEntityId, document, date, ct);
        }

        return taken;
    }

    /// <summary>
    /// So many numbers of each kind, following one another, in one round trip: the first of each. Refuses as <see cref="TakeNumberAsync"/>.
    /// </summary>
    public static async Task<Result<IReadOnlyDictionary<NumberedDocument, IReadOnlyList<string>>>> TakeNumbersAsync(
        this PortalDbContext db, long legalEntityId, IReadOnlyDictionary<NumberedDocument, int> counts, DateOnly date, CancellationToken ct)
    {
        var taken = new Dictionary<NumberedDocument, IReadOnlyList<string>>();
        foreach (var (document, count) in counts.Where(c => c.Value > 0).OrderBy(c => c.Key))
        {
            var (first, refused) = await TakeAsync(db, legalEntityId, document, count, date, ct);
            if (refused is not null)
            {
                return refused;
            }

            taken[document] = first;
        }

        return taken;
    }

    private static async Task<(IReadOnlyList<string> Numbers, Refusal? Refused)> TakeAsync(
        PortalDbContext db, long legalEntityId, NumberedDocument document, int count, DateOnly date, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not { } transaction)
        {
            throw new InvalidOperationException("A number is taken inside the transaction that uses it.");
        }

        await using (var command = Taking(db, transaction, legalEntityId, [document], date, count))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            if (await reader.ReadAsync(ct))
            {
                var (next, prefix, digits) = (reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2));
                NumbersAhead.Of(db, legalEntityId).Took(document, next, prefix, digits);
                return ([.. Enumerable.Range(0, count).Select(i => NumberSeries.Format(prefix, digits, next - count + i))], null);
            }
        }

        return ([], await WhyNotAsync(db, legalEntityId, document, date, ct));
    }

    private static async Task<Refusal> WhyNotAsync(PortalDbContext db, long legalEntityId, NumberedDocument document, DateOnly date, CancellationToken ct)
    {
        var series = await db.Set<NumberSeries>().AsNoTracking().SingleOrDefaultAsync(s => s.LegalEntityId == legalEntityId && s.Document == document, ct);
        return series is null
            ? Refusal.NotNow("Companies.NoSeries", document)
            : Refusal.Invalid(DateBeforeLast, date, series.LastDate);
    }

    /// <summary>Each update answers with what it took: others wait for the row no longer than they must.</summary>
    private static DbCommand Taking(PortalDbContext db, IDbContextTransaction transaction, long legalEntityId, NumberedDocument[] documents, DateOnly date, int count = 1)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText = string.Join(";\n", documents.Select((document, i) => TakingSql(i, NumberSeries.IsChronological(document), command is SqlCommand)));
        Add("@entity", legalEntityId);
        Add("@count", (long)count);
        for (var i = 0; i < documents.Length; i++)
        {
            Add("@document" + i, documents[i].ToString());
        }

        if (documents.Any(NumberSeries.IsChronological))
        {
            Add("@date", date);
        }

        return command;

        void Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }

    private static string TakingSql(int document, bool chronological, bool sqlServer) => string.Concat(
        """UPDATE "NumberSeries" SET "Next" = "Next" + @count""",
        chronological ? """, "LastDate" = @date""" : "",
        sqlServer ? """ OUTPUT inserted."Next", inserted."Prefix", inserted."Digits" """ : "",
        $""" WHERE "LegalEntityId" = @entity AND "Document" = @document{document}""",
        chronological ? """ AND ("LastDate" IS NULL OR "LastDate" <= @date)""" : "",
        sqlServer ? "" : """ RETURNING "Next", "Prefix", "Digits" """);
}
