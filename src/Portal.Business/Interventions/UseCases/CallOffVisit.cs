using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Cancels or postpones a visit, with the reason; alone, or with the later ones of its series. The request is to plan again.</summary>
public sealed class CallOffVisit(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, VisitNotices notices)
{
    /// <param name="Postpone">Put off instead of called off.</param>
    /// <param name="Notify">Tell the client, of what was confirmed.</param>
    public sealed record Input(long VisitId, int Version, string Reason, bool Postpone = false, bool WholeSeries = false, bool Notify = false);

    public async Task<Result<VisitsTold>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        return await RequestVisits.InTurnAsync(() => CallOffAsync(input, ct));
    }

    private async Task<Result<VisitsTold>> CallOffAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        if (await db.Visits.Include(v => v.Crew).SingleOrDefaultAsync(v => v.Id == input.VisitId, ct) is not { } visit)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(visit, input.Version);
        List<Visit> off = [visit];
        if (input.WholeSeries && visit.SeriesId is { } series)
        {
            off.AddRange(await db.Visits
                .Where(v => v.SeriesId == series && v.Id != visit.Id && v.StartsAt > visit.StartsAt && (v.Status == VisitStatus.Draft || v.Status == VisitStatus.Confirmed)).ToListAsync(ct));
        }

        if (!(await VisitsOff.CallOffAsync(db, off, input.Reason, input.Postpone, user, clock.GetUtcNow().UtcDateTime, ct)).TryGet(out var known, out var refusal))
        {
            return refusal;
        }

        await RequestVisits.FollowAsync(db, ct, off);
        var told = input.Notify ? await notices.AddAsync(db, known, VisitNews.Cancelled, ct) : VisitsTold.Nothing;
        return await db.TrySaveAsync(ct) is { Refusal: { } notSaved } ? notSaved : told;
    }
}
