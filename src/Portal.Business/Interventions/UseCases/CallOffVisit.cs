using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Cancels or postpones a visit, with the reason; alone, or with the later ones of its series. The request is to plan again.</summary>
public sealed class CallOffVisit(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, VisitNotices notices)
{
    /// <param name="Postpone">Put off instead of called off.</param>
    /// <param name="Notify">Tell the client, of what was confirmed.</param>
    public sealed record Input(long VisitId, int Version, string Reason, bool Postpone = false, bool WholeSeries = false, bool Notify = false);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        return await RequestVisits.InTurnAsync(() => CallOffAsync(input, ct));
    }

    private async Task<Result> CallOffAsync(Input input, CancellationToken ct)
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

        var known = off.Where(v => v.Status == VisitStatus.Confirmed).ToList();
        foreach (var each in off)
        {
            if ((input.Postpone ? each.Postpone(input.Reason) : each.Cancel(input.Reason)) is { Refusal: { } refusal })
            {
                return refusal;
            }
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await BilledVisits.LeaveInvoicesAsync(db, off, user, now, ct);
        db.TimelineEntries.AddRange(off.Select(v => new TimelineEntry(
            v.ClientId, v.JobId, now, user, input.Postpone ? "Interventions.VisitPostponed" : "Interventions.VisitCancelled", nameof(Visit), v.Id, v.Number, v.Reason)));
        await RequestVisits.FollowAsync(db, visit.RequestId, ct, off);
        if (input.Notify)
        {
            await notices.AddAsync(db, known, VisitNews.Cancelled, ct);
        }

        return await db.TrySaveAsync(ct);
    }
}
