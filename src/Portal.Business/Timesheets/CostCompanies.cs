using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Timesheets;

/// <summary>The company in whose currency and time zone somebody's cost is said: that of a technician, of the helpdesk team, or the only one there is.</summary>
internal sealed class CostCompanies
{
    private readonly Dictionary<long, long> entityOf;
    private readonly Dictionary<long, LegalEntity> entities;

    private CostCompanies(Dictionary<long, long> entityOf, Dictionary<long, LegalEntity> entities) => (this.entityOf, this.entities) = (entityOf, entities);

    public static async Task<CostCompanies> LoadAsync(PortalDbContext db, IReadOnlyCollection<long> userIds, CancellationToken ct)
    {
        var found = await db.Technicians.Where(t => userIds.Contains(t.UserId)).ToDictionaryAsync(t => t.UserId, t => t.LegalEntityId, ct);
        foreach (var team in await db.HelpdeskTeams.AsNoTracking().OrderBy(t => t.Id).ToListAsync(ct))
        {
            foreach (var member in team.MemberIds)
            {
                found.TryAdd(member, team.LegalEntityId);
            }
        }

        return new CostCompanies(found, await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct));
    }

    /// <summary>Null: of several companies, none is theirs.</summary>
    public LegalEntity? Of(long userId) =>
        entityOf.TryGetValue(userId, out var id) ? entities[id] : entities.Count == 1 ? entities.Values.Single() : null;
}
