using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>The stages of a team, in their order, with how many tickets stand in each.</summary>
public sealed class ListTicketStages(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Row(long Id, int Version, LocalText Name, TicketStatus Status, int Tickets);

    public sealed record Listed(string Team, long LegalEntityId, IReadOnlyList<Row> Stages);

    public async Task<Result<Listed>> RunAsync(long teamId, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == teamId, ct) is not { } team)
        {
            return Refusal.NotFound;
        }

        var stages = await db.TicketStages.AsNoTracking().Where(s => s.TeamId == teamId).OrderBy(s => s.Position).ThenBy(s => s.Id)
            .Select(s => new Row(s.Id, s.Version, s.Name, s.Status, db.Tickets.Count(t => t.StageId == s.Id))).ToListAsync(ct);
        return new Listed(team.Name, team.LegalEntityId, stages);
    }
}
