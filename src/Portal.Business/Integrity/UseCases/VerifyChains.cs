using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Integrity.UseCases;

/// <summary>Checks the chains of all legal entities at once and keeps nothing: for the command line, which has the sums compared by <see cref="Operations.VerifyBooks"/>.</summary>
public sealed class VerifyChains(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ChainWalk walk)
{
    /// <param name="Found">How many differences there are, of which the first are listed.</param>
    public sealed record Chain(string LegalEntity, long Records, string Hash, int Found, IReadOnlyList<Finding> Findings);

    public async Task<Result<IReadOnlyList<Chain>>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.AuditView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var chains = new List<Chain>();
        foreach (var entity in await db.LegalEntities.OrderBy(e => e.Name).Select(e => new { e.Id, e.Name }).ToListAsync(ct))
        {
            var (count, listed) = (0, new List<Finding>());
            void Keep(Finding finding)
            {
                if (++count <= IntegrityCheck.MostKept)
                {
                    listed.Add(finding);
                }
            }

            var place = await walk.RunAsync(entity.Id, Keep, ct);
            chains.Add(new Chain(entity.Name, place.Sequence, place.Hash, count, listed));
        }

        return chains;
    }
}
