using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>A draft of a visit becomes an appointment; the client is told where that is wanted.</summary>
public sealed class ConfirmVisit(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, VisitNotices notices)
{
    /// <param name="Notify">Of what is still to come.</param>
    /// <param name="WholeSeries">The later drafts of its series too; one message tells of all.</param>
    public sealed record Input(long VisitId, int Version, bool Notify = false, bool WholeSeries = false);

    public async Task<Result<VisitsTold>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        return await RequestVisits.InTurnAsync(() => ConfirmAsync(input, ct));
    }

    private async Task<Result<VisitsTold>> ConfirmAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        if (await db.Visits.Include(v => v.Crew).SingleOrDefaultAsync(v => v.Id == input.VisitId, ct) is not { } visit)
        {
            return Refusal.NotFound;
        }

        if (visit.Status == VisitStatus.Confirmed)
        {
            return VisitsTold.Nothing;
        }

        db.ExpectVersion(visit, input.Version);
        if (visit.Confirm() is { Refusal: { } refusal })
        {
            return refusal;
        }

        List<Visit> changed = [visit];
        if (input.WholeSeries && visit.SeriesId is { } series)
        {
            changed.AddRange(await db.Visits.Where(v => v.SeriesId == series && v.Status == VisitStatus.Draft && v.StartsAt > visit.StartsAt).ToListAsync(ct));
            changed.ForEach(v => v.Confirm());
        }

        var now = clock.GetUtcNow().UtcDateTime;
        db.TimelineEntries.AddRange(changed.Select(v => Entry(v, now, user)));
        await RequestVisits.FollowAsync(db, ct, changed);
        var told = input.Notify ? await notices.AddAsync(db, [.. changed.Where(v => v.StartsAt > now)], VisitNews.Confirmed, ct) : VisitsTold.Nothing;
        return await db.TrySaveAsync(ct) is { Refusal: { } notSaved } ? notSaved : told;
    }

    internal static TimelineEntry Entry(Visit visit, DateTime now, ICurrentUser by) =>
        new(visit.ClientId, visit.JobId, now, by, "Interventions.VisitConfirmed", nameof(Visit), visit.Id, visit.Number);
}
