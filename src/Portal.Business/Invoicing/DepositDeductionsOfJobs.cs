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
        List<Job> jobs = [.. (await OfLinesAsync(db, elsewhere, ct)).Prepend(own).Distinct()];
        return await AddOfAsync(db, invoices, jobs, [.. jobs.Where(j => !j.HasLeftToInvoice)], [], taxes, ct);
    }

    /// <summary>
    /// Of a proforma that was there before: of the jobs that had something left to invoice until this save and have nothing after it. What a person removed of
    /// others stays removed, and what they remove in this save.
    /// </summary>
    /// <param name="deducted">Deposits that it deducted before.</param>
    public static async Task<List<Refusal>> AddOfTakenAsync(PortalDbContext db, Invoice proforma, IReadOnlyList<long> deducted, TaxTable taxes, CancellationToken ct)
    {
        if (proforma.IsDeposit)
        {
            return [];
        }

        var jobs = await OfLinesAsync(db, [.. proforma.Lines.Select(l => l.JobLineId).OfType<long>().Distinct()], ct);
        return await AddOfAsync(db, [proforma], jobs, [.. jobs.Where(j => !j.HasLeftToInvoice && j.Lines.Exists(l => WasLeft(db, l)))], deducted, taxes, ct);
    }

    /// <summary>Something of a line was to invoice when it was read.</summary>
    private static bool WasLeft(PortalDbContext db, JobLine line)
    {
        var was = db.Entry(line).OriginalValues;
        return JobLine.LeftOf(
            was.GetValue<decimal>(nameof(JobLine.Quantity)), was.GetValue<decimal>(nameof(JobLine.Net)),
            was.GetValue<decimal>(nameof(JobLine.InvoicedQuantity)), was.GetValue<decimal>(nameof(JobLine.InvoicedNet))) != 0;
    }

    private static async Task<List<Job>> OfLinesAsync(PortalDbContext db, List<long> jobLineIds, CancellationToken ct) =>
        jobLineIds.Count == 0 ? [] : await db.Jobs.Include(j => j.Lines).Where(j => j.Lines.Any(l => jobLineIds.Contains(l.Id))).ToListAsync(ct);

    /// <param name="jobs">Of which the invoices take something.</param>
    /// <param name="invoiced">Those of them of which nothing is left.</param>
    /// <param name="except">Deposits of which a person has decided.</param>
    private static async Task<List<Refusal>> AddOfAsync(
        PortalDbContext db, IReadOnlyList<Invoice> invoices, List<Job> jobs, List<Job> invoiced, IReadOnlyList<long> except, TaxTable taxes, CancellationToken ct)
    {
        await TellApartAsync(db, [.. jobs.Where(j => j.HasLeftToInvoice)], ct);
        if (invoiced.Count == 0)
        {
            return [];
        }

        var ofJobs = invoiced.ConvertAll(j => j.Id);
        var deducted = invoices.SelectMany(i => i.Lines).Select(l => l.DepositId).OfType<long>().Concat(except).ToList();
        var ids = await For(db, invoices[^1]).Where(d => d.Number != null && d.JobId != null && ofJobs.Contains(d.JobId.Value) && !deducted.Contains(d.Id)).Select(d => d.Id).ToListAsync(ct);
        var deposits = await LoadAsync(db, ids, null, ct);
        var refusals = new List<Refusal>();
        foreach (var invoice in deposits.Count == 0 ? [] : invoices.Where(i => !i.IsDeposit).Reverse())
        {
            Add(invoice, deposits);
            refusals.AddRange(Count(deposits, InvoiceKind.Invoice, invoice.Lines, taxes));
        }

        return refusals;
    }

    /// <summary>
    /// Two people who take the last of a job at once, each another line of it, would both see something left: where it has a deposit to deduct, its version tells
    /// them apart. The job was read no later than its lines.
    /// </summary>
    private static async Task TellApartAsync(PortalDbContext db, List<Job> jobs, CancellationToken ct)
    {
        var taken = jobs.Where(j => j.Lines.Exists(l => db.Entry(l).State == EntityState.Modified)).ToList();
        var ids = taken.ConvertAll(j => j.Id);
        var withDeposit = ids.Count == 0 ? [] : await Open(db).Where(d => d.Number != null && d.JobId != null && ids.Contains(d.JobId.Value)).Select(d => d.JobId!.Value).Distinct().ToListAsync(ct);
        taken.FindAll(j => withDeposit.Contains(j.Id)).ForEach(db.Touch);
    }
}
