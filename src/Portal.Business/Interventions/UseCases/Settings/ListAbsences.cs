using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases.Settings;

/// <summary>Absences that have not ended: everybody's for those who plan, one's own for technicians.</summary>
public sealed class ListAbsences(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <summary>An absence of hours; a list of a year of a team of fifty.</summary>
    private const int Most = 500;

    public sealed record Input(long? UserId = null);

    public sealed record Row(long Id, long UserId, string Name, DateTime From, DateTime To, string Reason, string TimeZone);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan) && !user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        var whose = user.Has(Permissions.InterventionsPlan) ? input.UserId : user.UserId;
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = contexts.CreateDbContext();
        return await (
            from absence in db.Absences.AsNoTracking().Where(a => a.To > now && (whose == null || a.UserId == whose))
            join person in db.Users on absence.UserId equals person.Id
            join technician in db.Technicians on absence.UserId equals technician.UserId
            join entity in db.LegalEntities on technician.LegalEntityId equals entity.Id
            orderby absence.From, absence.Id
            select new Row(absence.Id, absence.UserId, person.DisplayName, absence.From, absence.To, absence.Reason, entity.TimeZone)).Take(Most).ToListAsync(ct);
    }
}
