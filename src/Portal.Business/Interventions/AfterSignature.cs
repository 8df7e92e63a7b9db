using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>
/// What became otherwise on a visit since the client signed. The report that was signed stays as it is; a later one names these changes
/// instead of showing the signature under them. Signed again, the signature covers everything.
/// </summary>
internal static class AfterSignature
{
    private static readonly VisitStepKind[] Kinds =
    [
        VisitStepKind.Written, VisitStepKind.Answered, VisitStepKind.Photo, VisitStepKind.PhotoRemoved, VisitStepKind.Part, VisitStepKind.PartRemoved, VisitStepKind.LeftUnfinished,
    ];

    public static bool Counts(Visit visit, VisitStepKind kind, DateTime at) => at > visit.SignedAt && Kinds.Contains(kind);

    /// <summary>The oldest first, those of the caller's save too.</summary>
    public static async Task<IReadOnlyList<VisitStep>> ReadAsync(PortalDbContext db, Visit visit, CancellationToken ct)
    {
        if (visit.SignedAt is not { } signed)
        {
            return [];
        }

        var kept = await db.VisitSteps.AsNoTracking().Where(s => s.VisitId == visit.Id && s.At > signed && Kinds.Contains(s.Kind)).ToListAsync(ct);
        var added = db.ChangeTracker.Entries<VisitStep>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).Where(s => s.VisitId == visit.Id && Counts(visit, s.Kind, s.At));
        return [.. kept.Concat(added).OrderBy(s => s.At).ThenBy(s => s.Id)];
    }

    /// <summary>For what leaves no step otherwise; text that is saved again and again while it is typed is noted when it begins.</summary>
    public static async Task NoteAsync(PortalDbContext db, Visit visit, VisitStepKind kind, ICurrentUser user, DateTime now, string detail, CancellationToken ct)
    {
        if (visit.SignedAt is { } signed && !await db.VisitSteps.AnyAsync(s => s.VisitId == visit.Id && s.Kind == kind && s.At > signed && s.Detail == detail, ct))
        {
            db.VisitSteps.Add(new VisitStep(visit, kind, Guid.NewGuid(), user, now, detail));
        }
    }
}
