using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>Visits whose day is over and that nobody finished, moved or cancelled: nothing of them is reported or billed until somebody does.</summary>
internal static class ForgottenVisits
{
    private static IQueryable<Visit> Open(IQueryable<Visit> visits) => visits.Where(v => v.Status == VisitStatus.Confirmed || v.Status == VisitStatus.InProgress);

    /// <summary>Those of one company.</summary>
    public static IQueryable<Visit> Of(IQueryable<Visit> visits, LegalEntity entity, DateOnly today)
    {
        var midnight = entity.ToUtc(today, TimeOnly.MinValue);
        return Open(visits).Where(v => v.EndsAt < midnight);
    }

    /// <summary>Those that a person is told of: one's own for technicians, everybody's for those who plan.</summary>
    /// <param name="today">The earliest of the companies.</param>
    public static async Task<IQueryable<Visit>> OfAsync(PortalDbContext db, IQueryable<Visit> visits, ICurrentUser user, DateOnly today, CancellationToken ct)
    {
        var found = (await EntityDays.LoadAsync(db, null, today.AddDays(-1), ct)).Of(Open(visits), v => v.LegalEntityId, v => v.EndsAt);
        return user.Has(Permissions.InterventionsPlan) ? found : found.Where(v => v.TechnicianId == user.UserId || v.Crew.Any(h => h.UserId == user.UserId));
    }
}
