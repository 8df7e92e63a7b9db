using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>A dated cost of an hour goes; time that is not approved yet takes the one before.</summary>
public sealed class RemoveCostRate(PortalDbContextFactory contexts, ICurrentUser user)
{
    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        if (!CostRates.MayKeep(user))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.CostRates.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } gone)
        {
            return Refusal.NotFound;
        }

        db.Remove(gone);
        var rates = await CostRates.OfAsync(db, gone.UserId, ct);
        await (rates with { Dated = [.. rates.Dated.Where(r => r.Id != id)] }).ApplyAsync(db, gone.UserId, ct);
        return await db.TrySaveAsync(ct);
    }
}
