using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies;

/// <summary>
/// Takes numbers inside an open <see cref="WriteTransaction"/>. The update locks the series until that transaction ends, so two
/// takers wait for each other, and a rollback gives the number back. Take several kinds in the order of
/// <see cref="NumberedDocument"/>: the same order everywhere means no deadlock.
/// </summary>
public static class NumberSeriesTaking
{
    /// <summary>
    /// Refuses with <c>Companies.NoSeries</c>, or with <c>Companies.DateBeforeLastNumber</c> when a chronological series already
    /// has a document of a later date.
    /// </summary>
    public static async Task<Result<string>> TakeNumberAsync(
        this PortalDbContext db, long legalEntityId, NumberedDocument document, DateOnly date, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A number is taken inside the transaction that uses it.");
        }

        var sql = TakingSql(NumberSeries.IsChronological(document), db.Database.IsSqlServer());
        var taken = await db.Database.SqlQueryRaw<Taken>(sql, legalEntityId, document.ToString(), date).ToListAsync(ct);
        if (taken is [var one])
        {
            return NumberSeries.Format(one.Prefix, one.Digits, one.Next - 1);
        }

        var series = await db.Set<NumberSeries>().AsNoTracking().SingleOrDefaultAsync(s => s.LegalEntityId == legalEntityId && s.Document == document, ct);
        return series is null
            ? Refusal.NotNow("Companies.NoSeries", document)
            : Refusal.Invalid("Companies.DateBeforeLastNumber", date, series.LastDate);
    }

    /// <summary>The update answers with what it took: one round trip while others wait for the row.</summary>
    private static string TakingSql(bool chronological, bool sqlServer) => string.Concat(
        """UPDATE "NumberSeries" SET "Next" = "Next" + 1""",
        chronological ? """, "LastDate" = {2}""" : "",
        sqlServer ? """ OUTPUT inserted."Next", inserted."Prefix", inserted."Digits" """ : "",
        """ WHERE "LegalEntityId" = {0} AND "Document" = {1}""",
        chronological ? """ AND ("LastDate" IS NULL OR "LastDate" <= {2})""" : "",
        sqlServer ? "" : """ RETURNING "Next", "Prefix", "Digits" """);

    private sealed record Taken(long Next, string Prefix, int Digits);
}
