using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>What was worked on a job, by person, and the reader's own timer on it.</summary>
public sealed class ShowJobTime(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long JobId);

    /// <param name="Minutes">Of timers that have ended.</param>
    /// <param name="Cost">Null for those who may not see costs.</param>
    public sealed record Person(long UserId, string Name, int Minutes, decimal? Cost);

    /// <param name="RunsSince">When the reader's timer on the job was started (UTC), whether on a visit or not; null: none runs on it.</param>
    /// <param name="ToBill">Minutes that are approved, to be invoiced and on no line of the job yet; of tickets those that no prepaid hours cover.</param>
    public sealed record Shown(IReadOnlyList<Person> People, DateTime? RunsSince, int ToBill = 0);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!await db.Jobs.AnyAsync(j => j.Id == input.JobId, ct))
        {
            return Refusal.NotFound;
        }

        var costs = user.Has(Permissions.TimesheetsView);
        var worked = await db.TimeEntries.Where(e => e.JobId == input.JobId && e.Minutes != null).GroupBy(e => e.UserId)
            .Select(g => new { UserId = g.Key, Minutes = g.Sum(e => e.Minutes ?? 0), Cost = g.Sum(e => e.Cost) })
            .Join(db.Users, g => g.UserId, u => u.Id, (g, u) => new { g.UserId, u.DisplayName, g.Minutes, g.Cost }).ToListAsync(ct);
        var since = await db.TimeEntries.Where(e => e.JobId == input.JobId && e.RunningUserId != null && e.RunningUserId == user.UserId).Select(e => e.StartedAt).SingleOrDefaultAsync(ct);
        return new Shown(
            [.. worked.OrderByDescending(p => p.Minutes).ThenBy(p => p.DisplayName, StringComparer.CurrentCulture).Select(p => new Person(p.UserId, p.DisplayName, p.Minutes, costs ? p.Cost : null))],
            since,
            await db.TimeEntries.Where(e => e.JobId == input.JobId && e.Billing == TimeBilling.ToBill)
                .SumAsync(e => e.TicketId == null ? e.Minutes ?? 0 : e.OverMinutes, ct));
    }
}
