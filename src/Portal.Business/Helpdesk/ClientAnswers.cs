using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk;

/// <summary>What an answer of the client does to a ticket, in the portal as by mail.</summary>
internal static class ClientAnswers
{
    /// <summary>One that waited for the client or was over is open again, in the stage of its team that is for it.</summary>
    public static async Task HearAsync(PortalDbContext db, Ticket ticket, DateTime now, CancellationToken ct)
    {
        ticket.Heard(now);
        if (ticket.Status == TicketStatus.WaitingForClient || ticket.IsOver)
        {
            var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == ticket.LegalEntityId, ct);
            var team = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct);
            ticket.MoveTo(TicketStatus.Open, await ServiceHours.LoadAsync(db, team, seller, ct), now);
        }
    }
}
