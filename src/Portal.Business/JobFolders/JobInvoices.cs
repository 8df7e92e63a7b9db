using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.JobFolders;

/// <summary>Invoices of a job: its own, and those of other jobs of the client that bill lines of it too.</summary>
internal static class JobInvoices
{
    /// <param name="Invoiced">Before tax, like <paramref name="OnProformas"/>; the others with it.</param>
    public sealed record Sums(int Count, decimal Invoiced, decimal OnProformas, decimal Paid, decimal Due, decimal Held);

    public static IQueryable<Invoice> OfJob(this IQueryable<Invoice> invoices, PortalDbContext db, long jobId) => invoices.Where(i => i.JobId == jobId
        || db.Set<InvoiceLine>().Where(l => db.Set<JobLine>().Where(j => j.JobId == jobId).Select(j => (long?)j.Id).Contains(l.JobLineId)).Select(l => l.InvoiceId).Contains(i.Id));

    /// <summary>
    /// What they come to in this job. An invoice over several jobs counts in each with the net of its lines, and with as large a share of what is paid
    /// and owed of it as the job has of what credit notes left of that; lines that no job ordered, and the cents that dividing leaves, are its own job's.
    /// </summary>
    public static async Task<Sums> SumAsync(PortalDbContext db, long jobId, CancellationToken ct)
    {
        var own = await db.Invoices.Where(i => i.JobId == jobId)
            .GroupBy(i => new { i.Kind, IsIssued = i.Number != null })
            .Select(g => new { g.Key.Kind, g.Key.IsIssued, Count = g.Count(), Net = g.Sum(i => i.Net), Paid = g.Sum(i => i.Paid), Balance = g.Sum(i => i.Balance), Held = g.Sum(i => i.Held) })
            .ToListAsync(ct);
        var parts = await (
            from invoice in db.Invoices.OfJob(db, jobId)
            from line in invoice.Lines
            join ordered in db.Set<JobLine>() on line.JobLineId equals ordered.Id
            where ordered.JobId != invoice.JobId && (ordered.JobId == jobId || invoice.JobId == jobId)
            group line.Net by new { invoice.Id, invoice.Kind, IsIssued = invoice.Number != null, invoice.Net, invoice.Paid, invoice.Balance, invoice.Held, Job = ordered.JobId } into g
            select new { g.Key, Net = g.Sum() }).ToListAsync(ct);
        decimal Net(bool issued) => own.Where(s => s.IsIssued == issued).Sum(s => Signed(s.Kind, s.Net))
            + parts.Where(p => p.Key.IsIssued == issued).Sum(p => Signed(p.Key.Kind, p.Key.Job == jobId ? p.Net : -p.Net));
        var credited = await CreditedAsync(db, [.. parts.Where(p => p.Key.Kind == InvoiceKind.Invoice).Select(p => p.Key.Id).Distinct()], ct);
        decimal Part(long id, long job, decimal net, decimal whole)
        {
            var (left, of) = (whole - credited.Where(c => c.InvoiceId == id).Sum(c => c.Net), net - credited.Where(c => c.InvoiceId == id && c.JobId == job).Sum(c => c.Net));
            return left > 0 ? of / left : whole == 0 ? 0 : net / whole;
        }

        decimal Shares(Func<(decimal Paid, decimal Balance, decimal Held), decimal> of) => own.Sum(s => of((s.Paid, s.Balance, s.Held)))
            + parts.Sum(p => (p.Key.Job == jobId ? 1 : -1) * Money.Round(of((p.Key.Paid, p.Key.Balance, p.Key.Held)) * Part(p.Key.Id, p.Key.Job, p.Net, p.Key.Net)));
        return new Sums(
            own.Sum(s => s.Count) + parts.Count(p => p.Key.Job == jobId), Net(issued: true), Net(issued: false),
            Shares(s => s.Paid), Shares(s => s.Balance), Shares(s => s.Held));
    }

    /// <summary>Net of the invoices and proformas of several jobs, less credit notes: what <see cref="SumAsync"/> says of each.</summary>
    public static async Task<IReadOnlyDictionary<long, decimal>> NetsAsync(PortalDbContext db, IReadOnlyCollection<long> jobIds, CancellationToken ct)
    {
        var own = await db.Invoices.Where(i => i.JobId != null && jobIds.Contains(i.JobId.Value)).GroupBy(i => new { i.JobId, i.Kind })
            .Select(g => new { JobId = g.Key.JobId!.Value, g.Key.Kind, Net = g.Sum(i => i.Net) }).ToListAsync(ct);
        var parts = await (
            from ordered in db.Set<JobLine>()
            join line in db.Set<InvoiceLine>() on ordered.Id equals line.JobLineId
            join invoice in db.Invoices on line.InvoiceId equals invoice.Id
            where ordered.JobId != invoice.JobId && (jobIds.Contains(ordered.JobId) || (invoice.JobId != null && jobIds.Contains(invoice.JobId.Value)))
            group line.Net by new { invoice.Kind, From = invoice.JobId, To = ordered.JobId } into g
            select new { g.Key, Net = g.Sum() }).ToListAsync(ct);
        return jobIds.Distinct().ToDictionary(id => id, id => own.Where(o => o.JobId == id).Sum(o => Signed(o.Kind, o.Net))
            + parts.Sum(p => (p.Key.To == id ? Signed(p.Key.Kind, p.Net) : 0) - (p.Key.From == id ? Signed(p.Key.Kind, p.Net) : 0)));
    }

    /// <summary>What credit notes took of invoices, before tax, by the job of each line.</summary>
    private static async Task<List<(long InvoiceId, long? JobId, decimal Net)>> CreditedAsync(PortalDbContext db, List<long> invoiceIds, CancellationToken ct)
    {
        if (invoiceIds.Count == 0)
        {
            return [];
        }

        var lines = await (
            from note in db.Invoices
            where note.Number != null && note.OriginalId != null && invoiceIds.Contains(note.OriginalId.Value)
            from line in note.Lines
            join ordered in db.Set<JobLine>() on line.JobLineId equals ordered.Id into found
            from ordered in found.DefaultIfEmpty()
            group line.Net by new { InvoiceId = note.OriginalId!.Value, JobId = ordered == null ? note.JobId : ordered.JobId } into g
            select new { g.Key.InvoiceId, g.Key.JobId, Net = g.Sum() }).ToListAsync(ct);
        return lines.ConvertAll(l => (l.InvoiceId, l.JobId, l.Net));
    }

    private static decimal Signed(InvoiceKind kind, decimal net) => kind == InvoiceKind.CreditNote ? -net : net;
}
