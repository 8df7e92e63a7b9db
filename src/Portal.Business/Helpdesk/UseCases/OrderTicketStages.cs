using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Puts the stages of a team in another order.</summary>
public sealed class OrderTicketStages(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Ids">All of the team's stages, in the wanted order.</param>
    public sealed record Input(long TeamId, IReadOnlyList<long> Ids);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var stages = await db.TicketStages.Where(s => s.TeamId == input.TeamId).ToListAsync(ct);
        if (stages.Count != input.Ids.Count || stages.Exists(s => !input.Ids.Contains(s.Id)))
        {
            return Refusal.Stale;
        }

        foreach (var stage in stages)
        {
            stage.Position = 1 + input.Ids.ToList().IndexOf(stage.Id);
        }

        return await db.TrySaveAsync(ct);
    }
}
