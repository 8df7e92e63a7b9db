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
        VisitStepKind.RequestChanged, VisitStepKind.EquipmentChanged, VisitStepKind.PartChanged,
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

    /// <summary>What stands on the reports of all visits of a request became otherwise. Answers with those that were signed.</summary>
    public static async Task<IReadOnlyList<Visit>> NoteAllAsync(PortalDbContext db, long requestId, VisitStepKind kind, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        var visits = await db.Visits.AsNoTracking().Where(v => v.RequestId == requestId && v.SignedAt != null).ToListAsync(ct);
        foreach (var visit in visits)
        {
            await NoteAsync(db, visit, kind, user, now, "", ct);
        }

        return visits;
    }

    /// <summary>What the report of a visit says of a part.</summary>
    public static (string Description, decimal Quantity, string Unit) Printed(WorkLine part) => (part.Description, part.Quantity, part.Unit);

    /// <summary>Parts that the office changed or took away. Answers with the visits on whose reports they stand.</summary>
    public static async Task<IReadOnlyList<Visit>> NotePartsAsync(PortalDbContext db, IReadOnlyList<WorkLine> parts, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        var ids = parts.Select(p => p.VisitId).ToHashSet();
        var visits = ids.Count == 0 ? [] : await db.Visits.AsNoTracking().Where(v => ids.Contains(v.Id)).ToListAsync(ct);
        foreach (var part in parts)
        {
            await NoteAsync(db, visits.Find(v => v.Id == part.VisitId)!, VisitStepKind.PartChanged, user, now, part.Description, ct);
        }

        return visits;
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
