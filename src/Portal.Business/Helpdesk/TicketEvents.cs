using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Helpdesk;

/// <summary>What is told of a ticket in the timeline of the jobs that it belongs to, whichever those are by then.</summary>
internal static class TicketEvents
{
    public static TimelineEntry Opened(Ticket ticket, ICurrentUser by, DateTime now) => Of(ticket, "Helpdesk.Opened", by, now);

    /// <summary>In the caller's save, where it was not over before.</summary>
    public static void TellIfSolved(PortalDbContext db, Ticket ticket, bool wasOver, ICurrentUser by, DateTime now)
    {
        if (!wasOver && ticket.IsOver)
        {
            db.TimelineEntries.Add(Of(ticket, "Helpdesk.Solved", by, now));
        }
    }

    private static TimelineEntry Of(Ticket ticket, string what, ICurrentUser by, DateTime now) =>
        new(ticket.ClientId, null, now, by, what, nameof(Ticket), ticket.Id, ticket.Number, ticket.Title);
}
