using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;
using Portal.Business.Mail;
using Portal.Business.Quotes;

namespace Portal.Business.JobFolders;

internal static class JobMails
{
    /// <summary>Messages about the job itself, its quotes, invoices, requests, visits and tickets, whatever became of them.</summary>
    /// <param name="withTickets">The person may see tickets.</param>
    /// <param name="merged">The jobs that were merged into it: see <see cref="JobEvents.MergedAsync"/>.</param>
    public static IQueryable<OutgoingMessage> Of(PortalDbContext db, long jobId, IReadOnlyList<long> merged, bool withTickets) => db.OutgoingMessages.Where(m =>
        (m.AboutType == nameof(Job) && (m.AboutId == jobId || (m.AboutId != null && merged.Contains(m.AboutId.Value))))
        || (m.AboutType == nameof(Quote) && db.Quotes.Any(q => q.Id == m.AboutId && q.JobId == jobId))
        || (m.AboutType == nameof(Invoice) && db.Invoices.OfJob(db, jobId).Any(i => i.Id == m.AboutId))
        || (m.AboutType == nameof(ServiceRequest) && db.ServiceRequests.Any(r => r.Id == m.AboutId && r.JobId == jobId))
        || (withTickets && m.AboutType == nameof(Ticket) && db.Tickets.OfJob(db, jobId).Any(t => t.Id == m.AboutId))
        || (m.AboutType == nameof(Visit) && db.Visits.Any(v => v.Id == m.AboutId && v.JobId == jobId)));
}
