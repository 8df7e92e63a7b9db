using Portal.Business.Common;
using Portal.Business.JobFolders;

namespace Portal.Business.Helpdesk;

/// <summary>What is told of a ticket in the timeline of the jobs that it belongs to, whichever those are by then.</summary>
internal static class TicketEvents
{
    public static TimelineEntry Opened(Ticket ticket, ICurrentUser by, DateTime now) => Of(ticket, "Helpdesk.Opened", by, now);

    public static TimelineEntry Solved(Ticket ticket, ICurrentUser by, DateTime now) => Of(ticket, "Helpdesk.Solved", by, now);

    private static TimelineEntry Of(Ticket ticket, string what, ICurrentUser by, DateTime now) =>
        new(ticket.ClientId, null, now, by, what, nameof(Ticket), ticket.Id, ticket.Number, ticket.Title);
}
