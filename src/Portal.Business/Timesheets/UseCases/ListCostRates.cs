using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>What an hour of a person costs, from which days on; the newest first.</summary>
public sealed class ListCostRates(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Row(long Id, DateOnly From, decimal HourlyCost);

    /// <param name="Currency">Of the person's company.</param>
    /// <param name="First">Until the first day, as the technician's page says; null: nobody has said.</param>
    public sealed record Listed(string Person, string Currency, decimal? First, IReadOnlyList<Row> Rows);

    public async Task<Result<Listed>> RunAsync(long userId, CancellationToken ct)
    {
        if (!CostRates.MayKeep(user))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Users.Where(u => u.Id == userId && !u.IsClientUser).Select(u => u.DisplayName).SingleOrDefaultAsync(ct) is not { } person)
        {
            return Refusal.NotFound;
        }

        var company = await CostCompanies.LoadAsync(db, [userId], ct);
        var first = await db.Technicians.Where(t => t.UserId == userId).Select(t => (decimal?)t.HourlyCost).SingleOrDefaultAsync(ct);
        var rows = await db.CostRates.AsNoTracking().Where(r => r.UserId == userId).OrderByDescending(r => r.From).Select(r => new Row(r.Id, r.From, r.HourlyCost)).ToListAsync(ct);
        return new Listed(person, company.Of(userId)?.Currency ?? "", first, rows);
    }
}
