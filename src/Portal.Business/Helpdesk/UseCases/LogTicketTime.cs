using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// Enters one's own time on a ticket, or starts the timer there. The same entry stands in the timesheets and on the job, and is taken from
/// the prepaid hours. Two people at the same second take from them one after the other.
/// </summary>
public sealed class LogTicketTime(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Minutes">Null starts the timer.</param>
    /// <param name="Day">Null: today.</param>
    public sealed record Input(long TicketId, int? Minutes, DateOnly? Day = null, string Note = "", bool IsBillable = true);

    /// <summary>The time entry's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork) || !user.Has(Permissions.TimesheetsOwn) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        if (input.Note.Length > Lengths.Text)
        {
            return Refusal.Invalid("Common.TooLong", nameof(input.Note), Lengths.Text).On(nameof(input.Note));
        }

        if (input is { Minutes: not null, Day: { } entered } && TimeEntry.WrongDay(entered, clock.GetUtcNow().UtcDateTime) is { } wrongDay)
        {
            return wrongDay;
        }

        await using var db = contexts.CreateDbContext();
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == input.TicketId, ct);
        if (ticket is null)
        {
            return Refusal.NotFound;
        }

        await using var turn = await HoursTurn.BeginAsync(db, ticket.ClientId, ct);
        var team = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct);
        if (team is { TracksTime: false } || ticket.MergedIntoId is not null)
        {
            return team is { TracksTime: false } ? Refusal.NotNow("Helpdesk.TeamTracksNoTime", team.Name) : Refusal.NotNow("Helpdesk.IsMerged", ticket.Number);
        }

        var job = await TicketJobs.OfAsync(db, ticket, team, ct);
        if (job is null or { IsFinished: true })
        {
            return job is null ? Refusal.NotNow("Helpdesk.NoJob") : Refusal.NotNow("Timesheets.JobIsFinished", job.Number);
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == job.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var day = input.Minutes is null ? seller.DayOf(now) : input.Day ?? seller.DayOf(now);
        var cost = (await CostRates.OfAsync(db, me, ct)).On(day);
        if (input.Minutes is null && await RunningAsync(db, me, ct) is { } running)
        {
            return running.TicketId == ticket.Id ? running.Id : running.Elsewhere;
        }

        var made = input.Minutes is { } minutes
            ? TimeEntry.Of(job, null, me, day, minutes, input.Note, input.IsBillable, cost)
            : TimeEntry.Start(job, null, me, seller, cost, now);
        if (!made.TryGet(out var entry))
        {
            return Result<long>.Refused(made.Refusals);
        }

        if (input.Minutes is { } more && await DayHours.RefuseAsync(db, me, day, more, null, ct) is { } full)
        {
            return full;
        }

        entry.BelongTo(ticket.Id);
        db.TimeEntries.Add(entry);
        if (await HoursCounting.CountAsync(db, entry, now, ct) is { Succeeded: false } refused)
        {
            return Result<long>.Refused(refused.Refusals);
        }

        if (await db.HoldOpenAsync(job, Refusal.NotNow("Timesheets.JobIsFinished", job.Number), ct) is { } notHeld)
        {
            return notHeld;
        }

        if (await db.TrySaveAsync(ct) is { Succeeded: false } unsaved)
        {
            return Result<long>.Refused(unsaved.Refusals);
        }

        await turn.CommitAsync(ct);
        return entry.Id;
    }

    /// <summary>One's own timer: a second click on the same ticket finds it running.</summary>
    private static async Task<(long Id, long? TicketId, Refusal Elsewhere)?> RunningAsync(PortalDbContext db, long me, CancellationToken ct) =>
        await db.TimeEntries.Where(e => e.RunningUserId == me).Select(e => new { e.Id, e.TicketId }).FirstOrDefaultAsync(ct)
            is { } running ? (running.Id, running.TicketId, (await StartTimer.ElsewhereAsync(db, me, ct))!) : null;
}
