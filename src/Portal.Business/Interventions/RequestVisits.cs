using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>Keeps the status of a request in step with its visits, in the save that changes a visit.</summary>
internal static class RequestVisits
{
    /// <summary>
    /// Two people who change two visits of one request at once are told apart by the version of the request: one of them is stale.
    /// </summary>
    public static async Task<ServiceRequest> FollowAsync(PortalDbContext db, long requestId, CancellationToken ct, params IReadOnlyCollection<Visit> changed)
    {
        var request = await db.ServiceRequests.SingleAsync(r => r.Id == requestId, ct);
        request.Follow(await StatusesAsync(db, requestId, changed, ct));
        return request;
    }

    /// <summary>As they will be once <paramref name="changed"/> are saved.</summary>
    public static async Task<IReadOnlyCollection<VisitStatus>> StatusesAsync(
        PortalDbContext db, long requestId, IReadOnlyCollection<Visit> changed, CancellationToken ct)
    {
        var own = changed.Select(v => v.Id).ToList();
        var others = await db.Visits.Where(v => v.RequestId == requestId && !own.Contains(v.Id)).Select(v => v.Status).ToListAsync(ct);
        return [.. others, .. changed.Where(v => v.RequestId == requestId).Select(v => v.Status)];
    }
}
