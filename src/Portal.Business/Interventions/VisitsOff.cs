using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions;

/// <summary>Cancels or postpones visits before work began, in the caller's save.</summary>
internal static class VisitsOff
{
    /// <summary>They are those that a person saw, as they were then: one that was moved since is not called off unseen.</summary>
    public static bool AreAsSeen(IReadOnlyCollection<Visit> visits, IReadOnlyDictionary<long, int> versions) =>
        visits.Count == versions.Count && visits.All(v => versions.TryGetValue(v.Id, out var version) && version == v.Version);

    /// <summary>Their invoices stay, and each notes it on its own timeline.</summary>
    /// <returns>Those that clients know of.</returns>
    public static async Task<Result<IReadOnlyList<Visit>>> CallOffAsync(
        PortalDbContext db, IReadOnlyList<Visit> visits, string reason, bool postpone, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        var known = visits.Where(v => v.Status == VisitStatus.Confirmed).ToList();
        foreach (var visit in visits)
        {
            if ((postpone ? visit.Postpone(reason) : visit.Cancel(reason)) is { Refusal: { } refusal })
            {
                return refusal;
            }
        }

        await BilledVisits.LeaveInvoicesAsync(db, visits, user, now, ct);
        db.TimelineEntries.AddRange(visits.Select(v => new TimelineEntry(
            v.ClientId, v.JobId, now, user, postpone ? "Interventions.VisitPostponed" : "Interventions.VisitCancelled", nameof(Visit), v.Id, v.Number, v.Reason)));
        return known;
    }
}
