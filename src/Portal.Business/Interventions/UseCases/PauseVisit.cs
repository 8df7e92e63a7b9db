using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Stops the person's timer on a visit. Others who work there go on.</summary>
public sealed class PauseVisit(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long VisitId, Guid Key);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, input.Key, ct, VisitStepKind.Paused)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        if (doing.WasDone)
        {
            return Result.Done;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (await VisitTimers.StopAsync(db, doing.Visit, me, now, ct) == 0)
        {
            return Refusal.NotNow("Timesheets.TimerStopped");
        }

        db.VisitSteps.Add(new VisitStep(doing.Visit, VisitStepKind.Paused, doing.Key, user, now));
        return await doing.SaveOnceAsync(db, ct);
    }
}
