using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>A visit with everything around it, for those who are on it and those who see all visits.</summary>
public sealed class ShowVisit(PortalDbContextFactory contexts, ICurrentUser user, TimelineTexts texts, TimeProvider clock)
{
    /// <summary>What planners do with a visit; what is done on it stands in its steps.</summary>
    private static readonly string[] OfPlanners =
        ["Interventions.VisitPlanned", "Interventions.VisitsPlanned", "Interventions.VisitConfirmed", "Interventions.VisitMoved", "Interventions.InvoiceLeft", "Interventions.VisitPostponed", "Interventions.VisitCancelled"];

    public async Task<Result<VisitView>> RunAsync(long visitId, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView) && !user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var visit = await db.Visits.AsNoTracking().Include(v => v.Crew).SingleOrDefaultAsync(v => v.Id == visitId, ct);
        if (visit is null || !VisitAccess.MaySee(user, visit))
        {
            return Refusal.NotFound;
        }

        var planned = await db.TimelineEntries.AsNoTracking().Where(e => e.Subject == nameof(Visit) && e.SubjectId == visit.Id && OfPlanners.Contains(e.What))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).ToListAsync(ct);
        var view = await VisitReading.ReadAsync(db, visit, user, clock.GetUtcNow().UtcDateTime, CultureInfo.CurrentUICulture.Name, ct);
        return view with { Planned = [.. planned.Select(texts.Say)] };
    }
}
