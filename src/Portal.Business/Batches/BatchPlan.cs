using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Batches;

/// <summary>
/// What a batch would do to the invoices of a filter, oldest first. Invoices are judged some at a time, so that a thousand of them cost a
/// few queries and little memory.
/// </summary>
internal sealed class BatchPlan
{
    /// <summary>More than these are refused: narrow the filter.</summary>
    public const int MostItems = 5000;

    private const int Chunk = 100;

    private BatchPlan(IReadOnlyList<Entry> entries) => Entries = entries;

    public sealed record Entry(long InvoiceId, int Version, string Number, long ClientId, string Currency, decimal Total, BatchVerdict Verdict)
    {
        public bool IsLeftOut => Verdict.Refusals.Count > 0;
    }

    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>Another selection, another state of an invoice, or another verdict gives another mark: then what was previewed is not what would be done.</summary>
    public string Mark
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var entry in Entries)
            {
                hash.AppendData(BitConverter.GetBytes(entry.InvoiceId));
                hash.AppendData(BitConverter.GetBytes(entry.Version));
                hash.AppendData(BitConverter.GetBytes(entry.IsLeftOut));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>Null when it would be more than <see cref="MostItems"/>.</summary>
    public static async Task<BatchPlan?> MakeAsync(
        PortalDbContext db, IBatchKind kind, ListInvoices.Filter filter, bool again, TimeProvider clock, CancellationToken ct)
    {
        var selected = await ListInvoices.SelectAsync(db, filter, clock, ct);
        var ids = await selected.OrderBy(i => i.Id).Select(i => i.Id).Take(MostItems + 1).ToListAsync(ct);
        if (ids.Count > MostItems)
        {
            return null;
        }

        var entries = new List<Entry>(ids.Count);
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var invoices = await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes)
                .Where(i => chunk.Contains(i.Id)).OrderBy(i => i.Id).ToListAsync(ct);
            var shown = invoices.ToDictionary(i => i.Id, i => i.Kind == InvoiceKind.CreditNote ? -i.Total : i.Total);
            var verdicts = await kind.JudgeAsync(db, invoices, again, ct);
            entries.AddRange(invoices.Select(i => new Entry(i.Id, i.Version, i.DisplayNumber, i.ClientId, i.Currency, shown[i.Id], Warned(i, verdicts[i.Id]))));
        }

        return new BatchPlan(entries);
    }

    /// <summary>Whatever is done, one should know that the client contests it.</summary>
    private static BatchVerdict Warned(Invoice invoice, BatchVerdict verdict) =>
        invoice.DisputedOn is null || verdict.Refusals.Count > 0 ? verdict : verdict with { Warnings = [.. verdict.Warnings, Common.Refusal.NotNow("Batches.Disputed")] };
}
