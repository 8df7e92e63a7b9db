using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Reporting;

/// <summary>Which requests and visits need a person now.</summary>
internal static class VisitsToday
{
    public static async Task<IEnumerable<TodayItem>> ItemsAsync(PortalDbContext db, ICurrentUser user, DateOnly today, CancellationToken ct) =>
    [
        .. user.Has(Permissions.InterventionsPlan) ? [await ToPlanAsync(db, ct)] : Array.Empty<TodayItem>(),
        .. user.Has(Permissions.InterventionsView) ? await VisitsAsync(db, user, today, ct) : [],
    ];

    private static async Task<TodayItem> ToPlanAsync(PortalDbContext db, CancellationToken ct) => new(
        TodayNeed.RequestsToPlan, await db.ServiceRequests.CountAsync(r => r.Status == RequestStatus.ToPlan || r.Status == RequestStatus.PartlyPlanned, ct), []);

    /// <summary>Visits of today: one's own for technicians, everybody's for those who plan; so are those of days past that nobody finished. Drafts until tomorrow: for those who plan.</summary>
    private static async Task<IEnumerable<TodayItem>> VisitsAsync(PortalDbContext db, ICurrentUser user, DateOnly today, CancellationToken ct)
    {
        var plans = user.Has(Permissions.InterventionsPlan);
        var visits = (await EntityDays.LoadAsync(db, today, today, ct))
            .Of(db.Visits.Where(v => v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed), v => v.LegalEntityId, v => v.StartsAt);
        var own = plans ? visits : visits.Where(v => v.TechnicianId == user.UserId || v.Crew.Any(h => h.UserId == user.UserId));
        var unconfirmed = (await EntityDays.LoadAsync(db, null, today.AddDays(1), ct)).Of(db.Visits.Where(v => v.Status == VisitStatus.Draft), v => v.LegalEntityId, v => v.StartsAt);
        return
        [
            new TodayItem(TodayNeed.VisitsForgotten, await (await ForgottenVisits.OfAsync(db, db.Visits, user, today, ct)).CountAsync(ct), []),
            new TodayItem(TodayNeed.VisitsToday, await own.CountAsync(ct), []),
            new TodayItem(TodayNeed.VisitsUnconfirmed, plans ? await unconfirmed.CountAsync(ct) : 0, []),
        ];
    }
}
