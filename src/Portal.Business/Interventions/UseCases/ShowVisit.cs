using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>A visit with everything around it, for those who are on it and those who see all visits.</summary>
public sealed class ShowVisit(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result<VisitView>> RunAsync(long visitId, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView) && !user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var visit = await db.Visits.AsNoTracking().Include(v => v.Crew).SingleOrDefaultAsync(v => v.Id == visitId, ct);
        return visit is null || !VisitAccess.MaySee(user, visit)
            ? Refusal.NotFound
            : await VisitReading.ReadAsync(db, visit, user, clock.GetUtcNow().UtcDateTime, CultureInfo.CurrentUICulture.Name, ct);
    }
}
