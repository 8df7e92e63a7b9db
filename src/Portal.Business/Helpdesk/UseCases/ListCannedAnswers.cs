using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>The canned answers of a team, by name.</summary>
public sealed class ListCannedAnswers(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Row(long Id, int Version, string Name, LocalText Text);

    public sealed record Listed(string Team, long LegalEntityId, IReadOnlyList<Row> Answers);

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

        var answers = await db.CannedAnswers.AsNoTracking().Where(a => a.TeamId == teamId).OrderBy(a => a.Name).ThenBy(a => a.Id)
            .Select(a => new Row(a.Id, a.Version, a.Name, a.Text)).ToListAsync(ct);
        return new Listed(team.Name, team.LegalEntityId, answers);
    }
}
