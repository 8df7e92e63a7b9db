using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>An index with all its values, for its form.</summary>
public sealed class ShowPriceIndex(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Shown(long Id, int Version, PriceIndexFields Fields);

    public async Task<Result<Shown>> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var index = await db.PriceIndexes.AsNoTracking().Include(i => i.Values).SingleOrDefaultAsync(i => i.Id == id, ct);
        return index is null ? Refusal.NotFound : new Shown(index.Id, index.Version, PriceIndexFields.Of(index));
    }
}
