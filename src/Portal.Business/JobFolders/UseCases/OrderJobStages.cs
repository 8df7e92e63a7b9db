using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Puts the stages of a job in another order.</summary>
public sealed class OrderJobStages(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Ids">All of the job's stages, in the wanted order.</param>
    public sealed record Input(long JobId, IReadOnlyList<long> Ids);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var stages = await db.JobStages.Where(s => s.JobId == input.JobId).ToListAsync(ct);
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
