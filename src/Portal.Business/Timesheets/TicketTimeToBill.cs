using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Timesheets;

/// <summary>Approved time of tickets that is to be invoiced and on no ordered line yet.</summary>
internal static class TicketTimeToBill
{
    public static IQueryable<TimeEntry> OfJob(PortalDbContext db, long jobId) => All(db).Where(e => e.JobId == jobId);

    /// <summary>On jobs of the client that are not finished.</summary>
    public static IQueryable<TimeEntry> OfClient(PortalDbContext db, long clientId) => All(db).Where(e => e.ClientId == clientId && db.Jobs.Open().Any(j => j.Id == e.JobId));

    /// <summary>On jobs that are not finished.</summary>
    /// <param name="ticketIds">A ticket, and those that were merged into it.</param>
    public static IQueryable<TimeEntry> OfTickets(PortalDbContext db, IReadOnlyCollection<long> ticketIds) =>
        All(db).Where(e => ticketIds.Contains(e.TicketId!.Value) && db.Jobs.Open().Any(j => j.Id == e.JobId));

    private static IQueryable<TimeEntry> All(PortalDbContext db) => db.TimeEntries.Where(e => e.Billing == TimeBilling.ToBill && e.TicketId != null);
}
