using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Reporting.UseCases;

namespace Portal.Business.Reporting;

/// <summary>Which visits need a person now.</summary>
internal static class VisitsToday
{
    /// <summary>Visits of today: one's own for technicians, everybody's for those who plan. Drafts until tomorrow: for those who plan.</summary>
    public static async Task<IEnumerable<ShowToday.Item>> ItemsAsync(PortalDbContext db, ICurrentUser user, DateOnly today, CancellationToken ct)
    {
        var plans = user.Has(Permissions.InterventionsPlan);
        var visits = (await EntityDays.LoadAsync(db, today, today, ct))
            .Of(db.Visits.Where(v => v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed), v => v.LegalEntityId, v => v.StartsAt);
        var own = plans ? visits : visits.Where(v => v.TechnicianId == user.UserId || v.Crew.Any(h => h.UserId == user.UserId));
        var unconfirmed = (await EntityDays.LoadAsync(db, null, today.AddDays(1), ct)).Of(db.Visits.Where(v => v.Status == VisitStatus.Draft), v => v.LegalEntityId, v => v.StartsAt);
        return
        [
            new ShowToday.Item(ShowToday.Need.VisitsToday, await own.CountAsync(ct), []),
            new ShowToday.Item(ShowToday.Need.VisitsUnconfirmed, plans ? await unconfirmed.CountAsync(ct) : 0, []),
        ];
    }
}
