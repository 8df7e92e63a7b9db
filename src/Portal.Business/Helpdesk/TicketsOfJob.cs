using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Helpdesk;

/// <summary>Which tickets belong to a job.</summary>
internal static class TicketsOfJob
{
    /// <summary>Those that name it, and those that take the hours of an order that stands in it. Two lookups in an index, not one condition of two parts, which reads the table.</summary>
    public static IQueryable<Ticket> OfJob(this IQueryable<Ticket> tickets, PortalDbContext db, long jobId)
    {
        var ordered = db.Set<JobLine>().Where(l => l.JobId == jobId).Select(l => l.Id);
        var packs = db.HoursPacks.Where(p => ordered.Contains(p.JobLineId)).Select(p => (long?)p.Id);
        var ids = db.Tickets.Where(t => t.JobId == jobId).Select(t => t.Id).Union(db.Tickets.Where(t => t.HoursPackId != null && packs.Contains(t.HoursPackId)).Select(t => t.Id));
        return tickets.Where(t => ids.Contains(t.Id));
    }
}
