using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>Stops one's own timer, wherever it runs. Nothing to stop is no mistake: a second click finds it done.</summary>
public sealed class StopTimer(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Note">What was done; empty leaves what stands on the entry.</param>
    public sealed record Input(string Note = "");

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.TimesheetsOwn) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        if (input.Note.Length > Lengths.Text)
        {
            return Refusal.Invalid("Common.TooLong", nameof(input.Note), Lengths.Text).On(nameof(input.Note));
        }

        await using var db = contexts.CreateDbContext();
        if (await db.TimeEntries.SingleOrDefaultAsync(e => e.RunningUserId == me, ct) is not { } running)
        {
            return Result.Done;
        }

        await using var turn = await HoursTurn.BeginAsync(db, running, ct);
        await db.Entry(running).ReloadAsync(ct);
        await VisitTimers.StopAsync(db, running, clock.GetUtcNow().UtcDateTime, ct, input.Note);
        if (await db.TrySaveAsync(ct) is { Succeeded: false } unsaved)
        {
            return unsaved;
        }

        await turn.CommitAsync(ct);
        return Result.Done;
    }
}
