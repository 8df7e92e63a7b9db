using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>Something about to be done on a visit, once per key of the form that asks for it.</summary>
/// <param name="Key">Of the form; one of its own where the form has none.</param>
/// <param name="Kinds">As what the form may have been answered; the same key elsewhere is another form's.</param>
/// <param name="WasDone">The same form was answered before: there is nothing left to do.</param>
internal sealed record VisitDoing(Visit Visit, Guid Key, VisitStepKind[] Kinds, bool WasDone)
{
    /// <summary>For those who lead or help on it, and those who plan.</summary>
    public static Task<Result<VisitDoing>> OpenAsync(PortalDbContext db, ICurrentUser user, long visitId, Guid key, CancellationToken ct, params VisitStepKind[] kinds) =>
        OpenAsync(db, user, visitId, key, visit => VisitAccess.MayDo(user, visit), ct, kinds);

    /// <summary>The visit first, then the key: whoever finds neither the key nor the change made with it is stopped by the save.</summary>
    /// <param name="may">Whether the user may do this with the visit.</param>
    public static async Task<Result<VisitDoing>> OpenAsync(
        PortalDbContext db, ICurrentUser user, long visitId, Guid key, Func<Visit, bool> may, CancellationToken ct, params VisitStepKind[] kinds)
    {
        var visit = await db.Visits.Include(v => v.Crew).SingleOrDefaultAsync(v => v.Id == visitId, ct);
        return visit is null || !VisitAccess.MaySee(user, visit) ? Refusal.NotFound
            : !may(visit) ? Refusal.Forbidden
            : new VisitDoing(visit, key == Guid.Empty ? Guid.NewGuid() : key, kinds, kinds.Length > 0 && await WasDoneAsync(db, visitId, key, kinds, ct));
    }

    /// <summary>Saves with its step; a save that lost to another one of the same form did what was asked for.</summary>
    public async Task<Result> SaveOnceAsync(PortalDbContext db, CancellationToken ct)
    {
        var saved = await db.TrySaveAsync(ct);
        return !saved.Succeeded && await WasDoneAsync(db, Visit.Id, Key, Kinds, ct) ? Result.Done : saved;
    }

    private static Task<bool> WasDoneAsync(PortalDbContext db, long visitId, Guid key, VisitStepKind[] kinds, CancellationToken ct) =>
        db.VisitSteps.AnyAsync(s => s.OnceKey == key && s.VisitId == visitId && kinds.Contains(s.Kind), ct);
}
