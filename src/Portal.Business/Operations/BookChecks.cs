using Portal.Business.Integrity;

namespace Portal.Business.Operations;

/// <summary>
/// What must hold in the database, as SQL that SQLite, PostgreSQL and SQL Server understand alike: each query answers with the number
/// of the document and the two figures that should be equal. Amounts are compared as they are stored (SQLite: scaled integers).
/// </summary>
internal static class BookChecks
{
    /// <param name="Key">Key of its text.</param>
    /// <param name="Sql">Selects "Document", "Stored" and "Computed".</param>
    public sealed record Check(string Key, string Sql);

    private const string Label = """COALESCE(i."Number", i."ProformaNumber") AS "Document" """;

    public static IReadOnlyList<Check> All { get; } =
    [
        .. SettledSums.All.Select(sum => new Check(sum.Key, sum.OfAll)),
        new("NetIsSumOfLines", $"""
            SELECT {Label}, i."Net" AS "Stored", COALESCE(s."Amount", 0) AS "Computed"
            FROM "Invoices" i LEFT JOIN (SELECT "InvoiceId", SUM("Net") AS "Amount" FROM "InvoiceLines" GROUP BY "InvoiceId") s ON s."InvoiceId" = i."Id"
            WHERE i."Net" <> COALESCE(s."Amount", 0)
            """),
        new("DiscountIsSumOfShares", $"""
            SELECT {Label}, i."DiscountAmount" AS "Stored", COALESCE(s."Amount", 0) AS "Computed"
            FROM "Invoices" i LEFT JOIN (SELECT "InvoiceId", SUM("DiscountShare") AS "Amount" FROM "InvoiceLines" GROUP BY "InvoiceId") s ON s."InvoiceId" = i."Id"
            WHERE i."DiscountAmount" <> COALESCE(s."Amount", 0)
            """),
        new("TaxIsSumOfTaxes", $"""
            SELECT {Label}, i."Tax" AS "Stored", COALESCE(s."Amount", 0) AS "Computed"
            FROM "Invoices" i LEFT JOIN (SELECT "InvoiceId", SUM("Amount") AS "Amount" FROM "InvoiceTaxes" GROUP BY "InvoiceId") s ON s."InvoiceId" = i."Id"
            WHERE i."Tax" <> COALESCE(s."Amount", 0)
            """),
        new("TotalIsNetAndTax", $"""
            SELECT {Label}, i."Total" AS "Stored", i."Net" + i."Tax" AS "Computed" FROM "Invoices" i WHERE i."Total" <> i."Net" + i."Tax"
            """),
        new("DepositIsNotDeductedTwice", $"""
            SELECT {Label}, i."Deducted" AS "Stored", i."Total" - i."Credited" AS "Computed" FROM "Invoices" i WHERE i."Deducted" > 0 AND i."Deducted" > i."Total" - i."Credited"
            """),
        new("DepositCountsItsDeductions", $"""
            SELECT {Label}, i."Deducted" AS "Stored", 0 AS "Computed"
            FROM "Invoices" i LEFT JOIN (
                SELECT x."DepositId", SUM(CASE WHEN d."Kind" = 'CreditNote' THEN x."Net" ELSE -x."Net" END) AS "Amount"
                FROM "InvoiceLines" x JOIN "Invoices" d ON d."Id" = x."InvoiceId" WHERE x."DepositId" IS NOT NULL GROUP BY x."DepositId") s
              ON s."DepositId" = i."Id"
            WHERE (i."Deducted" = 0 AND COALESCE(s."Amount", 0) <> 0) OR (i."Deducted" <> 0 AND COALESCE(s."Amount", 0) = 0)
            """),
        new("InstalmentsAddUp", $"""
            SELECT {Label}, i."Total" - i."Retained" AS "Stored", COALESCE(s."Amount", 0) AS "Computed"
            FROM "Invoices" i LEFT JOIN (SELECT "InvoiceId", SUM("Amount") AS "Amount" FROM "InvoiceInstalments" GROUP BY "InvoiceId") s ON s."InvoiceId" = i."Id"
            WHERE i."Kind" = 'Invoice' AND i."Number" IS NOT NULL AND i."Total" - i."Retained" <> COALESCE(s."Amount", 0)
            """),
        new("JobLineCountsItsInvoices", """
            SELECT j."Number" AS "Document", l."InvoicedQuantity" AS "Stored", COALESCE(s."Amount", 0) AS "Computed"
            FROM "JobLines" l JOIN "Jobs" j ON j."Id" = l."JobId" LEFT JOIN (
                SELECT x."JobLineId", SUM(CASE WHEN i."Kind" = 'CreditNote' THEN -x."JobQuantity" ELSE x."JobQuantity" END) AS "Amount"
                FROM "InvoiceLines" x JOIN "Invoices" i ON i."Id" = x."InvoiceId" WHERE x."JobLineId" IS NOT NULL GROUP BY x."JobLineId") s
              ON s."JobLineId" = l."Id"
            WHERE l."InvoicedQuantity" <> COALESCE(s."Amount", 0)
            """),
        new("JobKnowsWhatIsLeftOfItsLines", """
            SELECT j."Number" AS "Document", j."LeftNet" AS "Stored", COALESCE(s."Amount", 0) AS "Computed"
            FROM "Jobs" j LEFT JOIN (
                SELECT "JobId", SUM("Net" - "InvoicedNet") AS "Amount" FROM "JobLines"
                WHERE SIGN("Quantity" - "InvoicedQuantity") = SIGN("Quantity") AND "Quantity" <> 0 AND SIGN("Net" - "InvoicedNet") = SIGN("Net") GROUP BY "JobId") s ON s."JobId" = j."Id"
            WHERE j."LeftNet" <> COALESCE(s."Amount", 0)
            """),
        new("JobOrderIsSumOfItsLines", """
            SELECT j."Number" AS "Document", j."OrderedNet" AS "Stored", COALESCE(s."Amount", 0) AS "Computed"
            FROM "Jobs" j LEFT JOIN (SELECT "JobId", SUM("Net") AS "Amount" FROM "JobLines" GROUP BY "JobId") s ON s."JobId" = j."Id"
            WHERE j."OrderedNet" <> COALESCE(s."Amount", 0)
            """),
        new("EntriesBalance", """
            SELECT e."Number" AS "Document", SUM(l."Debit") AS "Stored", SUM(l."Credit") AS "Computed"
            FROM "AccountingEntries" e JOIN "AccountingEntryLines" l ON l."AccountingEntryId" = e."Id"
            GROUP BY e."Id", e."Number" HAVING SUM(l."Debit") <> SUM(l."Credit")
            """),
        new("IssuedIsBooked", $"""
            SELECT {Label}, CASE WHEN c."Currency" = i."Currency" THEN i."Total" ELSE i."BookTotal" END AS "Stored", COALESCE(e."Total", 0) AS "Computed"
            FROM "Invoices" i JOIN "LegalEntities" c ON c."Id" = i."LegalEntityId" LEFT JOIN (
                SELECT x."SourceId", SUM(l."Debit" + l."Credit") AS "Total" FROM "AccountingEntries" x JOIN "AccountingEntryLines" l ON l."AccountingEntryId" = x."Id"
                WHERE x."Source" IN ('Invoice', 'CreditNote') AND l."ClientId" IS NOT NULL GROUP BY x."SourceId") e ON e."SourceId" = i."Id"
            WHERE i."Number" IS NOT NULL AND (i."BookTotal" <> COALESCE(e."Total", 0) OR (c."Currency" = i."Currency" AND i."Total" <> COALESCE(e."Total", 0)))
            """),
        new("NothingOwedIsNothingInTheBooks", $"""
            SELECT {Label}, i."BookBalance" AS "Stored", i."Balance" AS "Computed"
            FROM "Invoices" i JOIN "LegalEntities" c ON c."Id" = i."LegalEntityId"
            WHERE (i."Balance" = 0 AND i."BookBalance" <> 0) OR (c."Currency" = i."Currency" AND i."Number" IS NOT NULL AND i."Balance" <> i."BookBalance")
            """),
        new("HeldInTheBooksIsRetainedAndNotReleased", $"""
            SELECT {Label}, i."BookHeld" AS "Stored", i."BookRetained" - COALESCE(n."Amount", 0) - COALESCE(r."Amount", 0) AS "Computed"
            FROM "Invoices" i LEFT JOIN (SELECT "OriginalId", SUM("BookRetained") AS "Amount" FROM "Invoices" WHERE "Kind" = 'CreditNote' AND "Number" IS NOT NULL GROUP BY "OriginalId") n
              ON n."OriginalId" = i."Id" LEFT JOIN (SELECT "InvoiceId", SUM("BookAmount") AS "Amount" FROM "RetentionReleases" WHERE "ReversedOn" IS NULL GROUP BY "InvoiceId") r
              ON r."InvoiceId" = i."Id"
            WHERE i."Kind" = 'Invoice' AND (i."BookHeld" <> i."BookRetained" - COALESCE(n."Amount", 0) - COALESCE(r."Amount", 0) OR (i."Held" = 0 AND i."BookHeld" <> 0))
            """),
        new("IssuedHasItsDocument", $"""
            SELECT {Label}, 1 AS "Stored", 0 AS "Computed"
            FROM "Invoices" i WHERE i."Number" IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM "StoredDocuments" d JOIN "DocumentContents" c ON c."Id" = d."Id"
                WHERE d."SubjectType" = 'Invoice' AND d."SubjectId" = i."Id" AND d."Kind" = 'invoice')
            """),
        new("HoursBalanceIsSumOfMovements", """
            SELECT p."Number" AS "Document", p."BalanceMinutes" AS "Stored", COALESCE(s."Minutes", 0) AS "Computed"
            FROM "HoursPacks" p LEFT JOIN (SELECT "PackId", SUM("Minutes") AS "Minutes" FROM "HoursMovements" GROUP BY "PackId") s ON s."PackId" = p."Id"
            WHERE p."BalanceMinutes" <> COALESCE(s."Minutes", 0)
            """),
        new("HoursUsedIsSumOfUses", """
            SELECT p."Number" AS "Document", p."UsedMinutes" AS "Stored", COALESCE(s."Minutes", 0) AS "Computed"
            FROM "HoursPacks" p LEFT JOIN (SELECT "PackId", -SUM("Minutes") AS "Minutes" FROM "HoursMovements" WHERE "Kind" = 'Used' GROUP BY "PackId") s ON s."PackId" = p."Id"
            WHERE p."UsedMinutes" <> COALESCE(s."Minutes", 0)
            """),
        new("TimeKnowsWhatIsToBill", """
            SELECT j."Number" AS "Document", t."Billing" AS "Stored", t."Rule" AS "Computed"
            FROM (SELECT e."JobId", e."Billing", CASE
                    WHEN CAST(e."IsUndecided" AS INTEGER) = 1 THEN 'ToDecide'
                    WHEN e."JobLineId" IS NOT NULL THEN 'Billed'
                    WHEN e."State" = 'Approved' AND CAST(e."IsBillable" AS INTEGER) = 1 AND CAST(e."IsHeldBack" AS INTEGER) = 0 AND (e."TicketId" IS NULL OR e."OverMinutes" > 0) THEN 'ToBill'
                    ELSE 'Nothing' END AS "Rule" FROM "TimeEntries" e) t
            JOIN "Jobs" j ON j."Id" = t."JobId" WHERE t."Billing" <> t."Rule"
            """),
        new("BillingManagerIsAContact", """
            SELECT c."Name" AS "Document", 1 AS "Stored", 0 AS "Computed"
            FROM "Clients" c WHERE NOT EXISTS (SELECT 1 FROM "Contacts" k WHERE k."Id" = c."BillingManagerId" AND k."ClientId" = c."Id")
            """),
    ];
}
