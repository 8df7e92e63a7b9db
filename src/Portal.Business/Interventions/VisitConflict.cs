using Portal.Business.Interventions.Planning;

namespace Portal.Business.Interventions;

public enum VisitConflictKind
{
    /// <summary>Another visit at the same time.</summary>
    OtherVisit,

    /// <summary>Away, or the company is closed.</summary>
    Absence,
    OutsideHours,
}

/// <summary>Why a visit does not fit. Shown, never forbidden: people know what they do.</summary>
/// <param name="Person">Whom it is about.</param>
/// <param name="Detail">The other visit's number, or why the person is away.</param>
public sealed record VisitConflict(VisitConflictKind Kind, long UserId, string Person, string Detail)
{
    /// <param name="own">The visits that are being planned: they are not in their own way.</param>
    public static IEnumerable<VisitConflict> Of(Diary diary, DateTime startsAt, DateTime endsAt, IReadOnlySet<long> own)
    {
        foreach (var busy in diary.Busy.Where(b => b.From < endsAt && b.To > startsAt && !(b.VisitId is { } id && own.Contains(id))))
        {
            yield return new VisitConflict(KindOf(busy.Kind), diary.UserId, diary.Name, busy.Label);
        }

        if (!diary.WorksAt(startsAt, endsAt))
        {
            yield return new VisitConflict(VisitConflictKind.OutsideHours, diary.UserId, diary.Name, "");
        }
    }

    private static VisitConflictKind KindOf(BusyKind busy) => busy switch
    {
        BusyKind.Visit => VisitConflictKind.OtherVisit,
        _ => VisitConflictKind.Absence,
    };
}
