using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Operations;

namespace Portal.Business.Integrity;

/// <summary>
/// What is owed and what is credit follows from sealed documents, and changes with each: it is in no record itself. Here it is computed anew from
/// credit notes, allocations, write-offs, refunds and releases, and compared with what stands in invoices and payments. <c>verify</c> does the same for
/// all companies.
/// </summary>
internal static class SettledSums
{
    /// <param name="Field">As findings name it.</param>
    /// <param name="Sql">As in <see cref="BookChecks"/>, with "Id" and "Kind" of the document besides, and <see cref="OfSubjects"/> where it sums.</param>
    /// <param name="Table">Of the documents, which stand as <paramref name="Row"/> in it.</param>
    public sealed record Sum(string Key, string Field, string Sql, string Table, string Row)
    {
        public string OfAll => Sql.Replace(OfSubjects, "IS NOT NULL", StringComparison.Ordinal);

        /// <summary>Sums for the documents of one company only, however many others the tables hold.</summary>
        public string Of(long entityId) => string.Create(
            CultureInfo.InvariantCulture,
            $"""{Sql.Replace(OfSubjects, $"""IN (SELECT "Id" FROM "{Table}" WHERE "LegalEntityId" = {entityId})""", StringComparison.Ordinal)} AND {Row}."LegalEntityId" = {entityId}""");
    }

    private const string OfSubjects = "IN {OF}";

    private const string Invoice = """COALESCE(i."Number", i."ProformaNumber") AS "Document", i."Id" AS "Id", i."Kind" AS "Kind" """;

    private const string Payment = """p."Number" AS "Document", p."Id" AS "Id", 'Payment' AS "Kind" """;

    private const string Notes = """
        LEFT JOIN (SELECT "OriginalId", SUM("Total") AS "Amount", SUM("Retained") AS "Retained" FROM "Invoices" WHERE "Number" IS NOT NULL AND "OriginalId" IN {OF} GROUP BY "OriginalId") n
          ON n."OriginalId" = i."Id"
        """;

    private const string Allocations = """
        LEFT JOIN (SELECT "InvoiceId", SUM("Amount") AS "Amount" FROM "PaymentAllocations" WHERE "UndoneAt" IS NULL AND "InvoiceId" IN {OF} GROUP BY "InvoiceId") a ON a."InvoiceId" = i."Id"
        """;

    private const string WriteOffs = """
        LEFT JOIN (SELECT "InvoiceId", SUM("Amount") AS "Amount" FROM "WriteOffs" WHERE "ReversedOn" IS NULL AND "InvoiceId" IN {OF} GROUP BY "InvoiceId") w ON w."InvoiceId" = i."Id"
        """;

    private const string Releases = """
        LEFT JOIN (SELECT "InvoiceId", SUM("Amount") AS "Amount" FROM "RetentionReleases" WHERE "ReversedOn" IS NULL AND "InvoiceId" IN {OF} GROUP BY "InvoiceId") r ON r."InvoiceId" = i."Id"
        """;

    private const string Refunds = """
        LEFT JOIN (SELECT s."PaymentId", SUM(s."Amount") AS "Amount" FROM "RefundShares" s JOIN "Refunds" f ON f."Id" = s."RefundId" WHERE f."ReversedOn" IS NULL AND s."PaymentId" IN {OF} GROUP BY s."PaymentId") f
          ON f."PaymentId" = p."Id"
        """;

    private const string Kept = """
        LEFT JOIN (SELECT "PaymentId", SUM("Amount") AS "Amount" FROM "WriteOffs" WHERE "ReversedOn" IS NULL AND "InvoiceId" IS NULL AND "PaymentId" IN {OF} GROUP BY "PaymentId") w ON w."PaymentId" = p."Id"
        """;

    private const string Allocated = """
        LEFT JOIN (SELECT "PaymentId", SUM("Amount") AS "Amount" FROM "PaymentAllocations" WHERE "UndoneAt" IS NULL AND "PaymentId" IN {OF} GROUP BY "PaymentId") a ON a."PaymentId" = p."Id"
        """;

    public static IReadOnlyList<Sum> All { get; } =
    [
        Of("CreditedIsSumOfCreditNotes", "credited", "Credited", "COALESCE(n.\"Amount\", 0)", Notes),
        Of("PaidIsSumOfAllocations", "paid", "Paid", "COALESCE(a.\"Amount\", 0)", Allocations),
        Of("WrittenOffIsSumOfWriteOffs", "written-off", "WrittenOff", "COALESCE(w.\"Amount\", 0)", WriteOffs),
        Of("HeldIsRetainedAndNotReleased", "held", "Held", "CASE WHEN i.\"Kind\" = 'Invoice' THEN i.\"Retained\" - COALESCE(n.\"Retained\", 0) - COALESCE(r.\"Amount\", 0) ELSE i.\"Held\" END", Notes, Releases),
        Of(
            "BalanceIsTotalLessCreditsAndPayments", "balance", "Balance",
            """CASE WHEN i."Kind" = 'Invoice' AND i."Number" IS NOT NULL THEN i."Total" - COALESCE(n."Amount", 0) - COALESCE(a."Amount", 0) - COALESCE(w."Amount", 0) ELSE 0 END""",
            Notes, Allocations, WriteOffs),
        OfPayments("RefundedIsSumOfRefunds", "refunded", "Refunded", "COALESCE(f.\"Amount\", 0)", Refunds),
        OfPayments("KeptIsSumOfWriteOffs", "written-off", "WrittenOff", "COALESCE(w.\"Amount\", 0)", Kept),
        OfPayments(
            "PaymentIsAllocatedOrCredit", "unallocated", "Unallocated",
            """CASE WHEN p."State" = 'Recorded' THEN p."Amount" - COALESCE(f."Amount", 0) - COALESCE(w."Amount", 0) - COALESCE(a."Amount", 0) ELSE 0 END""",
            Refunds, Kept, Allocated),
    ];

    public static async Task CompareAsync(PortalDbContext db, long entityId, Action<Finding> found, CancellationToken ct)
    {
        // Whoever books at this moment may have changed one side only: what differs is read a second time.
        var first = await ReadAsync(db, entityId, All, ct);
        var again = await ReadAsync(db, entityId, [.. first.Keys], ct);
        var findings = again.SelectMany(sum => sum.Value.Where(f => first[sum.Key].Exists(before => before.SubjectId == f.SubjectId)));

        // Document by document.
        foreach (var finding in findings.OrderBy(f => f.DocumentKind == SealedKind.Payment).ThenBy(f => f.SubjectId))
        {
            found(finding);
        }
    }

    /// <summary>What differs, by the sums in which something does.</summary>
    private static async Task<IReadOnlyDictionary<Sum, List<Finding>>> ReadAsync(PortalDbContext db, long entityId, IReadOnlyCollection<Sum> sums, CancellationToken ct)
    {
        var all = new Dictionary<Sum, List<Finding>>();
        var fromStored = AmountsOf(db);
        await db.Database.OpenConnectionAsync(ct);
        foreach (var sum in sums)
        {
            var findings = new List<Finding>();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sum.Of(entityId);
            command.CommandTimeout = 0;
            await using DbDataReader reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                string Amount(string column) => fromStored(reader.GetValue(reader.GetOrdinal(column))).ToString($"F{Money.AmountDecimals}", CultureInfo.InvariantCulture);
                SealedKind? kind = Enum.TryParse<SealedKind>(reader.GetString(reader.GetOrdinal("Kind")), out var known) ? known : null;
                findings.Add(new Finding(
                    FindingKind.SumDiffers, kind, reader.GetString(reader.GetOrdinal("Document")), reader.GetInt64(reader.GetOrdinal("Id")), null, sum.Field, Amount("Computed"), Amount("Stored")));
            }

            if (findings.Count > 0)
            {
                all.Add(sum, findings);
            }
        }

        await db.Database.CloseConnectionAsync();
        return all;
    }

    /// <summary>An amount as the database stores it; all amounts have the same decimals.</summary>
    private static Func<object, decimal> AmountsOf(PortalDbContext db)
    {
        var converter = db.Model.FindEntityType(typeof(Invoicing.Invoice))!.FindProperty(nameof(Invoicing.Invoice.Balance))!.GetTypeMapping().Converter;
        return stored => converter is null
            ? Convert.ToDecimal(stored, CultureInfo.InvariantCulture)
            : (decimal)converter.ConvertFromProvider(Convert.ToInt64(stored, CultureInfo.InvariantCulture))!;
    }

    private static Sum Of(string key, string field, string column, string computed, params string[] joins) =>
        new(key, field, Sql("Invoices", "i", Invoice, column, computed, joins), "Invoices", "i");

    private static Sum OfPayments(string key, string field, string column, string computed, params string[] joins) =>
        new(key, field, Sql("Payments", "p", Payment, column, computed, joins), "Payments", "p");

    private static string Sql(string table, string row, string subject, string column, string computed, string[] joins) => $"""
        SELECT {subject}, {row}."{column}" AS "Stored", {computed} AS "Computed" FROM "{table}" {row}
        {string.Join('\n', joins)}
        WHERE {row}."{column}" <> {computed}
        """;
}
