using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting.UseCases;

/// <summary>What can be exported of a legal entity's books: its fiscal years with entries, the newest first.</summary>
public sealed class ShowExports(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="IsOpen">The last day is not over: more entries will follow.</param>
    public sealed record Year(int Closing, DateOnly First, DateOnly Last, int Entries, bool IsOpen);

    /// <param name="Siren">Empty for one that is not French; the FEC needs it.</param>
    public sealed record Shown(string LegalEntity, string Siren, HandOverForm HandOver, FiscalYear Current, IReadOnlyList<Year> Years);

    public async Task<Result<Shown>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == legalEntityId, ct);
        if (entity is null)
        {
            return Refusal.NotFound;
        }

        var today = entity.Today(clock);
        var current = FiscalYear.Of(today, entity.FiscalYearStartMonth);
        var entries = db.AccountingEntries.Where(e => e.LegalEntityId == legalEntityId);
        var oldest = await entries.MinAsync(e => (DateOnly?)e.BookedOn, ct) ?? today;
        var newest = await entries.MaxAsync(e => (DateOnly?)e.BookedOn, ct) ?? today;
        var years = new List<Year>();
        for (var closing = FiscalYear.Of(newest, entity.FiscalYearStartMonth).Year; closing >= FiscalYear.Of(oldest, entity.FiscalYearStartMonth).Year; closing--)
        {
            var year = FiscalYear.Closing(closing, entity.FiscalYearStartMonth);
            var count = await entries.CountAsync(e => e.BookedOn >= year.First && e.BookedOn <= year.Last, ct);
            if (count > 0)
            {
                years.Add(new Year(closing, year.First, year.Last, count, IsOpen: year.Last >= today));
            }
        }

        return new Shown(entity.Name, entity.Numbers.Siren, entity.HandOver, current, years);
    }
}
