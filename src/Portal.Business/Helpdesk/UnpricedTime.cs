using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Timesheets;

namespace Portal.Business.Helpdesk;

/// <summary>Time of no order whose company does not say as which product an hour is billed: it has no price yet.</summary>
internal static class UnpricedTime
{
    /// <summary>What can be billed of some time.</summary>
    public static IQueryable<TimeEntry> Without(PortalDbContext db, IQueryable<TimeEntry> time) =>
        time.Where(e => e.OrderLineId != null || db.WorkRules.Any(r => r.HourProductId != null && r.LegalEntityId == e.LegalEntityId));

    /// <summary>A refusal for each company that it is of, with its name, the hours and its id.</summary>
    public static async Task<IReadOnlyList<Refusal>> ReadAsync(PortalDbContext db, IQueryable<TimeEntry> time, CancellationToken ct)
    {
        var priced = Without(db, time).Select(e => e.Id);
        var companies = await time.Where(e => !priced.Contains(e.Id))
            .GroupBy(e => e.LegalEntityId).Select(g => new { Id = g.Key, Minutes = g.Sum(e => e.OverMinutes) })
            .Join(db.LegalEntities, g => g.Id, c => c.Id, (g, c) => new { g.Id, c.Name, g.Minutes }).OrderBy(c => c.Name).ToListAsync(ct);
        return [.. companies.Select(c => Refusal.NotNow("Timesheets.NoHourProductOf", c.Name, TimeRounding.Hours(c.Minutes), c.Id))];
    }
}
