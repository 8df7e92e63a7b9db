using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>The invoice that leaves nothing of a job to invoice deducts what is left of the job's issued deposits.</summary>
internal static partial class DepositDeductions
{
    /// <summary>Of new invoices: what the last charges too little for, those made with it do.</summary>
    /// <param name="invoices">Of one job, made at once, in their order; with what they took of the lines of their jobs.</param>
    /// <param name="own">The job that they belong to, with its lines.</param>
    public static async Task<List<Refusal>> AddOfJobsAsync(PortalDbContext db, IReadOnlyList<Invoice> invoices, Job own, TaxTable taxes, CancellationToken ct)
    {
        if (invoices.Count == 0)
        {
            return [];
        }

        var elsewhere = invoices.SelectMany(i => i.Lines).Select(l => l.JobLineId).OfType<long>().Except(own.Lines.Select(l => l.Id)).ToList();
        return await AddOfAsync(db, invoices, (await OfLinesAsync(db, elsewhere, ct)).Prepend(own).Distinct(), [], taxes, ct);
    }

    /// <summary>
    /// Of a proforma that was there before: of the jobs of which it takes more than it did. What a person removed of others stays removed.
    /// </summary>
    public static async Task<List<Refusal>> AddOfTakenAsync(PortalDbContext db, Invoice proforma, Before before, TaxTable taxes, CancellationToken ct)
    {
        var taken = TakenOf(proforma).Where(t => Math.Abs(t.Value) > Math.Abs(before.Taken.GetValueOrDefault(t.Key))).Select(t => t.Key).ToList();
        return proforma.IsDeposit ? [] : await AddOfAsync(db, [proforma], await OfLinesAsync(db, taken, ct), before.DepositIds, taxes, ct);
    }

    /// <summary>What a proforma takes of job lines and deducts of deposits, before that is changed.</summary>
    public sealed record Before(IReadOnlyDictionary<long, decimal> Taken, IReadOnlyList<long> DepositIds)
    {
        public static Before Of(Invoice proforma) => new(TakenOf(proforma), [.. proforma.Lines.Select(l => l.DepositId).OfType<long>().Distinct()]);
    }

    private static Dictionary<long, decimal> TakenOf(Invoice invoice) =>
        invoice.Lines.Where(l => l.JobLineId is not null).GroupBy(l => l.JobLineId!.Value).ToDictionary(g => g.Key, g => g.Sum(l => l.JobQuantity));

    private static async Task<List<Job>> OfLinesAsync(PortalDbContext db, List<long> jobLineIds, CancellationToken ct) =>
        jobLineIds.Count == 0 ? [] : await db.Jobs.Include(j => j.Lines).Where(j => j.Lines.Any(l => jobLineIds.Contains(l.Id))).ToListAsync(ct);

    /// <param name="except">Deposits of which a person has decided.</param>
    private static async Task<List<Refusal>> AddOfAsync(
        PortalDbContext db, IReadOnlyList<Invoice> invoices, IEnumerable<Job> jobs, IReadOnlyList<long> except, TaxTable taxes, CancellationToken ct)
    {
        var invoiced = jobs.Where(j => !j.HasLeftToInvoice).Select(j => j.Id).ToList();
        if (invoiced.Count == 0)
        {
            return [];
        }

        var deducted = invoices.SelectMany(i => i.Lines).Select(l => l.DepositId).OfType<long>().Concat(except).ToList();
        var ids = await For(db, invoices[^1]).Where(d => d.Number != null && d.JobId != null && invoiced.Contains(d.JobId.Value) && !deducted.Contains(d.Id)).Select(d => d.Id).ToListAsync(ct);
        var deposits = await LoadAsync(db, ids, null, ct);
        var refusals = new List<Refusal>();
        foreach (var invoice in deposits.Count == 0 ? [] : invoices.Where(i => !i.IsDeposit).Reverse())
        {
            Add(invoice, deposits);
            refusals.AddRange(Count(deposits, InvoiceKind.Invoice, invoice.Lines, taxes));
        }

        return refusals;
    }
}
