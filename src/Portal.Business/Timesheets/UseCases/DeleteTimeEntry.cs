using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>Takes one's own time away again, until it is approved.</summary>
public sealed class DeleteTimeEntry(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long Id, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.TimesheetsOwn) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entry = await db.TimeEntries.SingleOrDefaultAsync(e => e.Id == input.Id && e.UserId == me, ct);
        if (entry is null)
        {
            return Refusal.NotFound;
        }

        if (entry.State == TimeEntryState.Approved)
        {
            return Refusal.NotNow("Timesheets.Approved");
        }

        await using var turn = await HoursTurn.BeginAsync(db, entry, ct);
        db.ExpectVersion(entry, input.Version);
        if (await HoursCounting.CountAsync(db, entry, clock.GetUtcNow().UtcDateTime, ct, isGone: true) is { Succeeded: false } refused)
        {
            return refused;
        }

        db.TimeEntries.Remove(entry);
        if (await db.TrySaveAsync(ct) is { Succeeded: false } unsaved)
        {
            return unsaved;
        }

        await turn.CommitAsync(ct);
        return Result.Done;
    }
}
