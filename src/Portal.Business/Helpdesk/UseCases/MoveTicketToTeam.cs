using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// Another team of the company takes a ticket over: its stages, promises and canned answers count from then on, and the conversation says so to colleagues. Time that is logged
/// already stays as it was counted. Of two people who change the ticket at once, the second is told.
/// </summary>
public sealed class MoveTicketToTeam(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long Id, int Version, long? TeamId);

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

        if (ticket.MergedIntoId is not null)
        {
            return Refusal.NotNow("Helpdesk.IsMerged", ticket.Number);
        }

        var team = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == input.TeamId && t.LegalEntityId == ticket.LegalEntityId && t.IsActive, ct);
        if (team is null)
        {
            return (input.TeamId is null ? Refusal.Invalid("Common.Required") : Refusal.Invalid("Helpdesk.TeamOfAnother")).On(nameof(input.TeamId));
        }

        if (team.Id == ticket.TeamId)
        {
            return Result.Done;
        }

        db.ExpectVersion(ticket, input.Version);
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == ticket.LegalEntityId, ct);
        var before = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        ticket.MoveToTeam(team, await ServiceHours.OfAsync(db, team, seller, ct), before, await ServiceHours.LoadAsync(db, before, seller, ct), now);
        db.TicketMessages.Add(new TicketMessage
        {
            TicketId = ticket.Id,
            ClientId = ticket.ClientId,
            Kind = TicketMessageKind.OtherTeam,
            At = now,
            UserId = user.UserId,
            By = user.Name,
            Body = $"{before?.Name ?? "—"} → {team.Name}",
        });
        return await db.TrySaveAsync(ct);
    }
}
