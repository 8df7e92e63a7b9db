using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>Something about to be done on a visit, once per key of the form that asks for it.</summary>
/// <param name="WasDone">The same form was answered before: there is nothing left to do.</param>
internal sealed record VisitDoing(Visit Visit, bool WasDone)
{
    /// <summary>The visit first, then the key: whoever finds neither the key nor the change made with it is stopped by the save.</summary>
    public static async Task<Result<VisitDoing>> OpenAsync(PortalDbContext db, ICurrentUser user, long visitId, Guid key, CancellationToken ct)
    {
        var visit = await db.Visits.Include(v => v.Crew).SingleOrDefaultAsync(v => v.Id == visitId, ct);
        return visit is null || !VisitAccess.MaySee(user, visit) ? Refusal.NotFound
            : !VisitAccess.MayDo(user, visit) ? Refusal.Forbidden
            : new VisitDoing(visit, await db.WasDoneAsync(key, ct));
    }
}

internal static class VisitOnce
{
    public static Task<bool> WasDoneAsync(this PortalDbContext db, Guid key, CancellationToken ct) => db.VisitSteps.AnyAsync(s => s.OnceKey == key, ct);

    /// <summary>Saves; a save that lost to another one with the same key did what was asked for.</summary>
    public static async Task<Result> SaveOnceAsync(this PortalDbContext db, Guid key, CancellationToken ct)
    {
        var saved = await db.TrySaveAsync(ct);
        return !saved.Succeeded && await db.WasDoneAsync(key, ct) ? Result.Done : saved;
    }
}
