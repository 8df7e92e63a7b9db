using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>Approves time, many entries at once, or takes approvals back. What can't be is left and counted.</summary>
public sealed class ApproveTime(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private const int Most = 1000;

    /// <param name="TakeBack">Takes the approval back instead, of what is not invoiced.</param>
    public sealed record Input(IReadOnlyList<long> Ids, bool TakeBack = false);

    /// <param name="Left">Running, approved already, invoiced.</param>
    public sealed record Answer(int Done, int Left);

    public async Task<Result<Answer>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.TimesheetsApprove))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var ids = input.Ids.Take(Most).ToList();
        var entries = await db.TimeEntries.Where(e => ids.Contains(e.Id)).ToListAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var rates = input.TakeBack ? null : await CostRates.OfAsync(db, [.. entries.Select(e => e.UserId).Distinct()], ct);
        var done = entries.Count(e => (rates is null ? e.TakeApprovalBack() : Approve(e, rates[e.UserId], now)).Succeeded);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? new Answer(done, input.Ids.Count - done) : Result<Answer>.Refused(saved.Refusals);
    }

    private Result Approve(TimeEntry entry, CostRates rates, DateTime now)
    {
        _ = !entry.IsRunning && entry.CostAt(rates.On(entry.Day));
        return entry.Approve(user.UserId, now);
    }
}
