using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>Keeps the status of requests in step with their visits, in the save that changes visits.</summary>
internal static class RequestVisits
{
    /// <summary>How often a step is tried that a change of another visit overtook.</summary>
    private const int Attempts = 6;

    /// <summary>A request, and how all its visits stand.</summary>
    public sealed record Followed(ServiceRequest Request, IReadOnlyCollection<VisitStatus> Visits);

    /// <summary>
    /// The requests of these visits take part in the save even where their status stays, and are read before their visits: of two people who change two of them
    /// at once one is stale, as neither knows what the other makes of the request. Two queries, of however many visits.
    /// </summary>
    public static async Task<IReadOnlyList<Followed>> FollowAsync(PortalDbContext db, CancellationToken ct, params IReadOnlyCollection<Visit> changed)
    {
        var ids = changed.Select(v => v.RequestId).Distinct().ToList();
        var requests = await db.ServiceRequests.Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(ct);
        var statuses = await StatusesAsync(db, ids, changed, ct);
        foreach (var request in requests)
        {
            request.Follow([.. statuses[request.Id]]);
            db.Touch(request);
        }

        return requests.ConvertAll(r => new Followed(r, [.. statuses[r.Id]]));
    }

    /// <inheritdoc cref="Again.WhileStaleAsync" />
    public static Task<TResult> InTurnAsync<TResult>(Func<Task<TResult>> step)
        where TResult : Result => Again.WhileStaleAsync(step, Attempts);

    /// <summary>Of all visits of a request, as they will be once <paramref name="changed"/> are saved.</summary>
    public static async Task<IReadOnlyCollection<VisitStatus>> StatusesAsync(PortalDbContext db, long requestId, IReadOnlyCollection<Visit> changed, CancellationToken ct) =>
        [.. (await StatusesAsync(db, [requestId], changed, ct))[requestId]];

    private static async Task<ILookup<long, VisitStatus>> StatusesAsync(PortalDbContext db, List<long> requestIds, IReadOnlyCollection<Visit> changed, CancellationToken ct)
    {
        var own = changed.Select(v => v.Id).ToList();
        var others = await db.Visits.Where(v => requestIds.Contains(v.RequestId) && !own.Contains(v.Id)).Select(v => new { v.RequestId, v.Status }).ToListAsync(ct);
        return others.Select(v => (v.RequestId, v.Status)).Concat(changed.Select(v => (v.RequestId, v.Status))).ToLookup(v => v.RequestId, v => v.Status);
    }
}
