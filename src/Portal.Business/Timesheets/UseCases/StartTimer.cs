using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>Starts one's timer on a job without a visit. Where one runs already, that one is to be stopped first.</summary>
public sealed class StartTimer(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long JobId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.TimesheetsOwn) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job is null)
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.JobId));
        }

        if (job.IsFinished)
        {
            return Refusal.NotNow("Timesheets.JobIsFinished", job.Number).On(nameof(input.JobId));
        }

        if (await ElsewhereAsync(db, me, ct) is { } elsewhere)
        {
            return elsewhere;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == job.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        db.TimeEntries.Add(TimeEntry.Start(job, null, me, entity, (await CostRates.OfAsync(db, me, ct)).On(entity.DayOf(now)), now));
        return await db.TrySaveIntoOpenAsync(job, Refusal.NotNow("Timesheets.JobIsFinished", job.Number).On(nameof(input.JobId)), ct);
    }

    /// <summary>Where one's timer runs, as the reason why no other starts; null: none runs.</summary>
    internal static async Task<Refusal?> ElsewhereAsync(PortalDbContext db, long me, CancellationToken ct)
    {
        var running = await db.TimeEntries.Where(e => e.RunningUserId == me)
            .Select(e => new { Ticket = db.Tickets.Where(t => t.Id == e.TicketId).Select(t => t.Number).FirstOrDefault(), Job = db.Jobs.Where(j => j.Id == e.JobId).Select(j => j.Number).First() })
            .FirstOrDefaultAsync(ct);
        return running is null ? null
            : running.Ticket is { } ticket ? Refusal.NotNow("Timesheets.TimerOnTicket", ticket)
            : Refusal.NotNow("Timesheets.TimerElsewhere", running.Job);
    }
}
