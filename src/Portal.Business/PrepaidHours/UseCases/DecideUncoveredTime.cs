using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>
/// Decides what becomes of time that no hours were left for under an order that allows no more: it is taken from hours that the client has
/// by now, first bought first used; invoiced, once approved; or given to the client. Entries of which somebody decided already are left and counted.
/// </summary>
public sealed class DecideUncoveredTime(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private const int Most = 500;

    public enum Decision
    {
        TakeFromHours,
        Invoice,
        Give,
    }

    public sealed record Input(IReadOnlyList<long> EntryIds, Decision Decision);

    /// <param name="Left">Not to be decided any more, with no hours to take it from, or not to be invoiced, as it stands on the job of another client.</param>
    public sealed record Answer(int Done, int Left);

    public async Task<Result<Answer>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        var done = 0;
        foreach (var id in input.EntryIds.Take(Most))
        {
            done += await DecideAsync(id, input.Decision, ct) ? 1 : 0;
        }

        return new Answer(done, input.EntryIds.Count - done);
    }

    /// <summary>What an order that is billed as delivered gave to the entry: it is invoiced whatever becomes of the rest.</summary>
    private static async Task<int> DeliveredAsync(PortalDbContext db, long entryId, CancellationToken ct) =>
        -await db.HoursMovements.Where(m => m.TimeEntryId == entryId && db.HoursPacks.Any(p => p.Id == m.PackId && p.BillsDelivered)).SumAsync(m => m.Minutes, ct);

    private async Task<bool> DecideAsync(long id, Decision decision, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var seen = await db.TimeEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.IsUndecided, ct);
        if (seen is null)
        {
            return false;
        }

        await using var turn = await HoursTurn.BeginAsync(db, seen, ct);
        var entry = await db.TimeEntries.SingleOrDefaultAsync(e => e.Id == id && e.IsUndecided, ct);
        if (entry is null)
        {
            return false;
        }

        var over = entry.OverMinutes;
        var decided = decision == Decision.TakeFromHours
            ? await HoursCounting.CountAsync(db, entry, clock.GetUtcNow().UtcDateTime, ct, fromAll: true)
            : entry.Decide(decision == Decision.Invoice, await DeliveredAsync(db, entry.Id, ct));
        if (!decided.Succeeded || (decision == Decision.TakeFromHours && entry.OverMinutes == over) || !(await db.TrySaveAsync(ct)).Succeeded)
        {
            return false;
        }

        await turn.CommitAsync(ct);
        return true;
    }
}
