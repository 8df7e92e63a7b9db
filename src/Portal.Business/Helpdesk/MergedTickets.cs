using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk;

/// <summary>Tickets that were merged point at the one where the conversation goes on; what is still written on them is shown there.</summary>
internal static class MergedTickets
{
    /// <summary>No chain is longer: each merge points what pointed at the merged one at the other.</summary>
    private const int MostSteps = 10;

    /// <summary>The ticket in which the conversation of a ticket goes on, to be changed: itself, where it was not merged. Null: none such.</summary>
    public static async Task<Ticket?> GoesOnInAsync(PortalDbContext db, long ticketId, CancellationToken ct)
    {
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == ticketId, ct);
        for (var step = 0; step < MostSteps && ticket?.MergedIntoId is { } into; step++)
        {
            ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == into, ct);
        }

        return ticket;
    }

    /// <summary>The ticket and those that were merged into it.</summary>
    public static async Task<List<long>> AllOfAsync(PortalDbContext db, long ticketId, CancellationToken ct) =>
        [ticketId, .. await db.Tickets.Where(t => t.MergedIntoId == ticketId).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(ct)];
}
