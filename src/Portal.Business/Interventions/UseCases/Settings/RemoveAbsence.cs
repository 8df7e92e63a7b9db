using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases.Settings;

public sealed class RemoveAbsence(PortalDbContextFactory contexts, ICurrentUser user)
{
    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        var all = user.Has(Permissions.InterventionsPlan);
        if (!all && !user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Absences.SingleOrDefaultAsync(a => a.Id == id && (all || a.UserId == user.UserId), ct) is not { } absence)
        {
            return Refusal.NotFound;
        }

        db.Remove(absence);
        return await db.TrySaveAsync(ct);
    }
}
