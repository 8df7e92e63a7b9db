using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>What an hour of a person costs, from which days on; the newest first.</summary>
public sealed class ListCostRates(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Row(long Id, DateOnly From, decimal HourlyCost);

    /// <param name="Currency">Of the person's company.</param>
    public sealed record Listed(string Currency, IReadOnlyList<Row> Rows);

    public async Task<Result<Listed>> RunAsync(long userId, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var currency = await db.Technicians.Where(t => t.UserId == userId).Select(t => db.LegalEntities.First(e => e.Id == t.LegalEntityId).Currency).SingleOrDefaultAsync(ct);
        var rows = await db.CostRates.AsNoTracking().Where(r => r.UserId == userId).OrderByDescending(r => r.From).Select(r => new Row(r.Id, r.From, r.HourlyCost)).ToListAsync(ct);
        return new Listed(currency ?? "", rows);
    }
}
