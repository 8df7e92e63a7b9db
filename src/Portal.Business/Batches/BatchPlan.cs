using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches.UseCases;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Batches;

/// <summary>
/// What a batch would do to the invoices or visits of a filter, oldest first. They are judged some at a time, so that a thousand of them cost a
/// few queries and little memory.
/// </summary>
internal sealed class BatchPlan
{
    /// <summary>More than these are refused: narrow the filter.</summary>
    public const int MostItems = 5000;

    private const int Chunk = 100;

    private BatchPlan(IReadOnlyList<Entry> entries) => Entries = entries;

    /// <param name="Id">Of the invoice or visit.</param>
    /// <param name="Total">Of an invoice.</param>
    public sealed record Entry(long Id, int Version, string Number, long ClientId, PreviewBatch.Total? Total, BatchVerdict Verdict)
    {
        public bool IsLeftOut => Verdict.Refusals.Count > 0;
    }

    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>Another selection, another state of one, or another verdict gives another mark: then what was previewed is not what would be done.</summary>
    public string Mark
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var entry in Entries)
            {
                hash.AppendData(BitConverter.GetBytes(entry.Id));
                hash.AppendData(BitConverter.GetBytes(entry.Version));
                hash.AppendData(BitConverter.GetBytes(entry.IsLeftOut));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>Null when it would be more than <see cref="MostItems"/>.</summary>
    public static async Task<BatchPlan?> MakeAsync(
        PortalDbContext db, IBatchKind kind, BatchSelection selection, bool again, ListVisits visits, TimeProvider clock, CancellationToken ct)
    {
        var ids = kind is IVisitBatchKind
            ? await (await visits.DraftsAsync(db, selection.Visits ?? ListVisits.Input.Of([]), ct)).OrderBy(v => v.StartsAt).ThenBy(v => v.Id).Select(v => v.Id).Take(MostItems + 1).ToListAsync(ct)
            : await (await ListInvoices.SelectAsync(db, selection.Invoices ?? new ListInvoices.Filter(Ids: []), clock, ct)).OrderBy(i => i.Id).Select(i => i.Id).Take(MostItems + 1).ToListAsync(ct);
        if (ids.Count > MostItems)
        {
            return null;
        }

        return kind switch
        {
            IVisitBatchKind ofVisits => await JudgeAsync(db, ofVisits, ids, ct),
            IInvoiceBatchKind ofInvoices => await JudgeAsync(db, ofInvoices, ids, again, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind.Name, null),
        };
    }

    private static async Task<BatchPlan> JudgeAsync(PortalDbContext db, IVisitBatchKind kind, List<long> ids, CancellationToken ct)
    {
        var entries = new List<Entry>(ids.Count);
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var visits = await db.Visits.AsNoTracking().Where(v => chunk.Contains(v.Id)).OrderBy(v => v.StartsAt).ThenBy(v => v.Id).ToListAsync(ct);
            var verdicts = await kind.JudgeAsync(db, visits, ct);
            entries.AddRange(visits.Select(v => new Entry(v.Id, v.Version, v.Number, v.ClientId, null, verdicts[v.Id])));
        }

        return new BatchPlan(entries);
    }

    private static async Task<BatchPlan> JudgeAsync(PortalDbContext db, IInvoiceBatchKind kind, List<long> ids, bool again, CancellationToken ct)
    {
        var entries = new List<Entry>(ids.Count);
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var invoices = await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes)
                .Where(i => chunk.Contains(i.Id)).OrderBy(i => i.Id).ToListAsync(ct);
            var shown = invoices.ToDictionary(i => i.Id, i => i.Kind == InvoiceKind.CreditNote ? -i.Total : i.Total);
            var verdicts = await kind.JudgeAsync(db, invoices, again, ct);
            entries.AddRange(invoices.Select(i => new Entry(i.Id, i.Version, i.DisplayNumber, i.ClientId, new(i.Currency, shown[i.Id]), Warned(i, verdicts[i.Id]))));
        }

        return new BatchPlan(entries);
    }

    /// <summary>Whatever is done, one should know that the client contests it.</summary>
    private static BatchVerdict Warned(Invoice invoice, BatchVerdict verdict) =>
        invoice.DisputedOn is null || verdict.Refusals.Count > 0 ? verdict : verdict with { Warnings = [.. verdict.Warnings, Common.Refusal.NotNow("Batches.Disputed")] };
}
