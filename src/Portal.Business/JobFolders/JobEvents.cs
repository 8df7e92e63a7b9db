using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.JobFolders;

internal static class JobEvents
{
    /// <summary>What a merged job says of itself; the one that it was merged into says the same in its own words.</summary>
    internal const string MergedInto = "JobFolders.MergedInto";

    /// <summary>The jobs that were merged into one, and into those, whenever: what still arrives for them, as news of a message that was under way, belongs to it.</summary>
    public static async Task<IReadOnlyList<long>> MergedAsync(PortalDbContext db, long jobId, CancellationToken ct)
    {
        List<long> all = [];
        for (List<long> next = [jobId]; next.Count > 0; all.AddRange(next))
        {
            var into = next;
            next = await db.Jobs.AllClients().Where(j => j.MergedIntoId != null && into.Contains(j.MergedIntoId.Value)).OrderBy(j => j.Id).Select(j => j.Id).ToListAsync(ct);
        }

        return all;
    }

    /// <summary>
    /// What happened in a job and in those merged into it: its own entries, those of tickets that belong to it, and those of invoices of other jobs that bill lines of it too, with what was paid of them. Such an entry
    /// stands once, with the invoice's own job, and is found from each of the others.
    /// </summary>
    /// <param name="withTickets">The person may see tickets.</param>
    public static async Task<IQueryable<TimelineEntry>> OfAsync(PortalDbContext db, long jobId, bool withTickets, CancellationToken ct)
    {
        var merged = (await MergedAsync(db, jobId, ct)).Select(id => (long?)id).ToList();
        var own = db.TimelineEntries.Where(e => e.JobId == jobId || (merged.Contains(e.JobId) && e.What != MergedInto));
        var tickets = db.Tickets.OfJob(db, jobId).Select(t => t.Id);
        if (withTickets && await tickets.AnyAsync(ct))
        {
            own = own.Concat(db.TimelineEntries.Where(e => e.JobId == null && e.Subject == nameof(Ticket) && tickets.Contains(e.SubjectId)));
        }

        var shared = await db.Invoices.OfJob(db, jobId).Where(i => i.JobId != jobId).Select(i => new { i.Id, i.JobId }).ToListAsync(ct);
        if (shared.Count == 0)
        {
            return own;
        }

        // A payment stands in a job for the invoices of that job it went to by then: one of them is to have lines of this job.
        var (invoices, jobs) = (shared.ConvertAll(i => i.Id), shared.ConvertAll(i => i.JobId));
        return own.Concat(db.TimelineEntries.Where(e => e.JobId != jobId && !merged.Contains(e.JobId) && jobs.Contains(e.JobId)
            && ((e.Subject == nameof(Invoice) && invoices.Contains(e.SubjectId))
                || (e.Subject == nameof(Payment) && db.Set<PaymentAllocation>().Any(a => a.PaymentId == e.SubjectId && a.CreatedAt <= e.At && invoices.Contains(a.InvoiceId)
                    && db.Invoices.Any(i => i.Id == a.InvoiceId && i.JobId == e.JobId))))));
    }
}
