using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Begins the work of a visit, or goes on with it after a pause, and starts the person's timer. A second person joins in.</summary>
public sealed class StartVisit(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Key">Of the form; see <see cref="VisitStep"/>.</param>
    public sealed record Input(long VisitId, Guid Key);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        return await RequestVisits.InTurnAsync(() => StartAsync(input, me, ct));
    }

    private async Task<Result> StartAsync(Input input, long me, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, input.Key, ct, VisitStepKind.Started, VisitStepKind.Resumed)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (doing.WasDone)
        {
            return Result.Done;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var goesOn = visit.Status == VisitStatus.InProgress;
        if (!goesOn)
        {
            if (visit.Start(now) is { Succeeded: false } refused)
            {
                return refused;
            }

            await RequestVisits.FollowAsync(db, ct, visit);
            db.TimelineEntries.Add(new TimelineEntry(visit.ClientId, visit.JobId, now, user, "Interventions.VisitStarted", nameof(Visit), visit.Id, visit.Number));
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == visit.LegalEntityId, ct);
        await using var turn = await HoursTurn.BeginAsync(db, await db.TimeEntries.AsNoTracking().SingleOrDefaultAsync(e => e.RunningUserId == me, ct), ct);
        await VisitTimers.StartAsync(db, visit, entity, me, now, ct);
        if (await db.HoldUnmergedAsync(visit.JobId, Refusal.Stale, ct) is { } merged)
        {
            return merged;
        }

        db.VisitSteps.Add(new VisitStep(visit, goesOn ? VisitStepKind.Resumed : VisitStepKind.Started, doing.Key, user, now));
        if (await doing.SaveOnceAsync(db, ct) is { Succeeded: false } unsaved)
        {
            return unsaved;
        }

        await turn.CommitAsync(ct);
        return Result.Done;
    }
}
