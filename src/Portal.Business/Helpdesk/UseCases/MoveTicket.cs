using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Puts a ticket into another status or stage, as when its card is moved on the board. Of two people who move it at once, the second is told.</summary>
public sealed class MoveTicket(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="StageId">A stage of the ticket's team; its kind counts, not <paramref name="Status"/>.</param>
    public sealed record Input(long Id, int Version, TicketStatus Status, long? StageId = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == input.Id, ct);
        if (ticket is null)
        {
            return Refusal.NotFound;
        }

        if (ticket.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == ticket.LegalEntityId, ct);
        var team = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct);
        var hours = await ServiceHours.LoadAsync(db, team, seller, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var wasOver = ticket.IsOver;
        var moved = input.StageId is not { } id ? ticket.MoveTo(input.Status, hours, now)
            : hours?.Stages.FirstOrDefault(s => s.Id == id) is { } stage ? ticket.MoveTo(stage, hours, now)
            : Refusal.NotNow("Helpdesk.StageGone");
        if (!moved.Succeeded)
        {
            return moved;
        }

        TicketEvents.TellIfSolved(db, ticket, wasOver, user, now);
        return await db.TrySaveAsync(ct);
    }
}
