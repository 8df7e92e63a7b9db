using Portal.Business.Data;
using Portal.Business.Timesheets;

namespace Portal.Business.Helpdesk;

/// <summary>Whose approved time of tickets is meant: of a job; else of a ticket and those merged into it, else of a client, both on jobs that are not finished.</summary>
public sealed record TimeScope(long? JobId = null, long? TicketId = null, long? ClientId = null)
{
    internal async Task<IQueryable<TimeEntry>> ToBillAsync(PortalDbContext db, CancellationToken ct) =>
        JobId is { } job ? TicketTimeToBill.OfJob(db, job)
        : TicketId is { } ticket ? TicketTimeToBill.OfTickets(db, await MergedTickets.AllOfAsync(db, ticket, ct))
        : TicketTimeToBill.OfClient(db, ClientId ?? 0);
}
