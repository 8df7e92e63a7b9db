using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Operations;

/// <summary>
/// Recomputes totals, balances, number series and document hashes from the rows they come from, and reports every difference. Reads
/// only; memory does not grow with the number of documents.
/// </summary>
public sealed class VerifyBooks(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <summary>Differences of one kind that are listed; the rest is counted.</summary>
    private const int MostListed = 20;

    private const decimal Cent = 0.01m;

    /// <param name="Key">What should hold; a key of the texts.</param>
    public sealed record Difference(string Key, string Document, string Stored, string Computed);

    /// <param name="Checks">How many rules were checked.</param>
    /// <param name="Found">How many differences there are.</param>
    public sealed record Report(int Checks, int Found, IReadOnlyList<Difference> Differences);

    public async Task<Result<Report>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.AuditView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateFor(SystemUser.Instance);
        var findings = new Findings();
        foreach (var check in BookChecks.All)
        {
            await RunSqlAsync(db, check, findings, ct);
        }

        await CheckLinesAsync(db, findings, ct);
        await CheckTaxesAsync(db, findings, ct);
        await CheckNumbersAsync(db, findings, ct);
        await CheckDocumentsAsync(db, findings, ct);
        return new Report(BookChecks.All.Count + 4, findings.Count, findings.Listed);
    }

    private static async Task RunSqlAsync(PortalDbContext db, BookChecks.Check check, Findings findings, CancellationToken ct)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = check.Sql;
        command.CommandTimeout = 0;
        await using DbDataReader reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            findings.Add(check.Key, Text(reader["Document"]), Text(reader["Stored"]), Text(reader["Computed"]));
        }
    }

    /// <summary>A credit note's line is a part of the original's net, which rounding may move by a cent.</summary>
    private static async Task CheckLinesAsync(PortalDbContext db, Findings findings, CancellationToken ct)
    {
        var lines = db.Invoices.SelectMany(i => i.Lines, (i, l) => new { Document = i.Number ?? i.ProformaNumber, i.Kind, l.Quantity, l.UnitPrice, l.DiscountPercent, LineNet = l.Net + l.DiscountShare });
        await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(ct))
        {
            var computed = Money.LineNet(line.Quantity, line.UnitPrice, line.DiscountPercent);
            if (line.Kind == InvoiceKind.Invoice || Math.Abs(line.LineNet - computed) > Cent)
            {
                findings.Compare("LineNetIsQuantityTimesPrice", line.Document, line.LineNet, computed);
            }
        }
    }

    /// <summary>Of invoices; a credit note that uses a tax up takes what is left of it instead.</summary>
    private static async Task CheckTaxesAsync(PortalDbContext db, Findings findings, CancellationToken ct)
    {
        var taxes = db.Invoices.Where(i => i.Kind == InvoiceKind.Invoice)
            .SelectMany(i => i.Taxes, (i, t) => new { Document = i.Number ?? i.ProformaNumber, t.Base, t.Percent, t.Amount });
        await foreach (var tax in taxes.AsAsyncEnumerable().WithCancellation(ct))
        {
            findings.Compare("TaxIsBaseTimesRate", tax.Document, tax.Amount, Money.Round(tax.Base * tax.Percent / 100m));
        }
    }

    /// <summary>Each series counts from its first number to its last without gap or repetition, in the order of the dates.</summary>
    private static async Task CheckNumbersAsync(PortalDbContext db, Findings findings, CancellationToken ct)
    {
        foreach (var series in await db.NumberSeries.AsNoTracking().Where(s => s.Document == NumberedDocument.Invoice || s.Document == NumberedDocument.CreditNote).ToListAsync(ct))
        {
            var kind = series.Document == NumberedDocument.Invoice ? InvoiceKind.Invoice : InvoiceKind.CreditNote;
            var issued = db.Invoices.Where(i => i.LegalEntityId == series.LegalEntityId && i.Kind == kind && i.Number != null)
                .OrderBy(i => i.Number!.Length).ThenBy(i => i.Number).Select(i => new { Number = i.Number!, i.IssuedOn });
            var last = series.Start - 1;
            DateOnly? lastDate = null;
            await foreach (var document in issued.AsAsyncEnumerable().WithCancellation(ct))
            {
                if (!document.Number.StartsWith(series.Prefix, StringComparison.Ordinal)
                    || !long.TryParse(document.Number.AsSpan(series.Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    continue;
                }

                if (number != last + 1)
                {
                    findings.Add("NumbersHaveNoGap", document.Number, document.Number, series.Format(last + 1));
                }

                if (document.IssuedOn < lastDate)
                {
                    findings.Add("NumbersFollowDates", document.Number, Text(document.IssuedOn), Text(lastDate));
                }

                (last, lastDate) = (number, document.IssuedOn);
            }

            if (last + 1 != series.Next)
            {
                findings.Add("NumbersHaveNoGap", series.Format(last), series.Format(series.Next - 1), series.Format(last));
            }
        }
    }

    private static async Task CheckDocumentsAsync(PortalDbContext db, Findings findings, CancellationToken ct)
    {
        // Of a file that a person has removed, the content went with it.
        var documents = db.StoredDocuments.Where(d => d.RemovedAt == null).Select(d => new { d.FileName, d.Sha256, Bytes = d.Content == null ? null : d.Content.Bytes });
        await foreach (var document in documents.AsAsyncEnumerable().WithCancellation(ct))
        {
            var hash = document.Bytes is null ? "" : Convert.ToHexStringLower(SHA256.HashData(document.Bytes));
            if (hash != document.Sha256)
            {
                findings.Add("DocumentIsUnchanged", document.FileName, document.Sha256, hash);
            }
        }
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private sealed class Findings
    {
        private readonly Dictionary<string, int> byKey = [];

        public List<Difference> Listed { get; } = [];

        public int Count => byKey.Values.Sum();

        public void Compare(string key, string document, decimal stored, decimal computed)
        {
            if (stored != computed)
            {
                Add(key, document, Text(stored), Text(computed));
            }
        }

        public void Add(string key, string document, string stored, string computed)
        {
            byKey[key] = byKey.GetValueOrDefault(key) + 1;
            if (byKey[key] <= MostListed)
            {
                Listed.Add(new Difference(key, document, stored, computed));
            }
        }
    }
}
