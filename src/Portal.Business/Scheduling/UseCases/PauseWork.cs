using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Scheduling.UseCases;

public sealed record WorkPause(string Work, bool IsPaused);

/// <summary>Keeps work from running by the clock, or lets it run again. It can still be run by hand.</summary>
public sealed class PauseWork(IDbContextFactory<PortalDbContext> contexts, ScheduledWorks works, ICurrentUser user)
{
    public async Task<Result> RunAsync(WorkPause input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        if (works.Find(input.Work) is null)
        {
            return Refusal.NotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var state = await db.WorkStates.SingleOrDefaultAsync(s => s.Work == input.Work, ct);
        if (state is null)
        {
            state = new WorkState(input.Work);
            db.WorkStates.Add(state);
        }

        if (input.IsPaused)
        {
            state.Pause(user);
        }
        else
        {
            state.Resume();
        }

        return await db.TrySaveAsync(ct);
    }
}
