using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>Keeps the status of a request in step with its visits, in the save that changes a visit.</summary>
internal static class RequestVisits
{
    /// <summary>How often a step is tried that a change of another visit overtook.</summary>
    private const int Attempts = 6;

    /// <summary>
    /// The request takes part in the save even where its status stays, and is read before its visits: of two people who change two of them at once one is
    /// stale, as neither knows what the other makes of the request.
    /// </summary>
    public static async Task<ServiceRequest> FollowAsync(PortalDbContext db, long requestId, CancellationToken ct, params IReadOnlyCollection<Visit> changed)
    {
        var request = await db.ServiceRequests.SingleAsync(r => r.Id == requestId, ct);
        request.Follow(await StatusesAsync(db, requestId, changed, ct));
        db.Touch(request);
        return request;
    }

    /// <summary>The same for visits of many requests, in two queries.</summary>
    public static async Task<IReadOnlyList<ServiceRequest>> FollowAllAsync(PortalDbContext db, IReadOnlyCollection<Visit> changed, CancellationToken ct)
    {
        var (requestIds, own) = (changed.Select(v => v.RequestId).Distinct().ToList(), changed.Select(v => v.Id).ToList());
        var requests = await db.ServiceRequests.Where(r => requestIds.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(ct);
        var others = (await db.Visits.Where(v => requestIds.Contains(v.RequestId) && !own.Contains(v.Id)).Select(v => new { v.RequestId, v.Status }).ToListAsync(ct)).ToLookup(v => v.RequestId, v => v.Status);
        foreach (var request in requests)
        {
            request.Follow([.. others[request.Id], .. changed.Where(v => v.RequestId == request.Id).Select(v => v.Status)]);
            db.Touch(request);
        }

        return requests;
    }

    /// <inheritdoc cref="Again.WhileStaleAsync" />
    public static Task<Result> InTurnAsync(Func<Task<Result>> step) => Again.WhileStaleAsync(step, Attempts);

    /// <summary>As they will be once <paramref name="changed"/> are saved.</summary>
    public static async Task<IReadOnlyCollection<VisitStatus>> StatusesAsync(
        PortalDbContext db, long requestId, IReadOnlyCollection<Visit> changed, CancellationToken ct)
    {
        var own = changed.Select(v => v.Id).ToList();
        var others = await db.Visits.Where(v => v.RequestId == requestId && !own.Contains(v.Id)).Select(v => v.Status).ToListAsync(ct);
        return [.. others, .. changed.Where(v => v.RequestId == requestId).Select(v => v.Status)];
    }
}
