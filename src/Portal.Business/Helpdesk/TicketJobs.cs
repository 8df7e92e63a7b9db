using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours;
using Portal.Business.Timesheets;

namespace Portal.Business.Helpdesk;

/// <summary>On which job the time of a ticket stands.</summary>
internal static class TicketJobs
{
    /// <summary>That of the ticket itself, else of the order whose hours it takes, else of its team. Null: nobody named one.</summary>
    public static async Task<Job?> OfAsync(PortalDbContext db, Ticket ticket, HelpdeskTeam? team, CancellationToken ct)
    {
        var jobId = ticket.JobId ?? await OfOrderAsync(db, ticket, ct) ?? team?.DefaultJobId;
        return await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == jobId, ct);
    }

    /// <summary>
    /// The ticket names another order or job: its time that is on no ordered line yet goes there, with timers that run, and is counted anew where the
    /// order is another one. What is billed stays. In the caller's save and <see cref="HoursTurn"/>; refused to a job that is finished, and where the hours do not allow it.
    /// </summary>
    public static async Task<Result> TakeTimeAlongAsync(PortalDbContext db, Ticket ticket, bool takesOtherHours, DateTime now, CancellationToken ct)
    {
        var team = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct);
        var job = await OfAsync(db, ticket, team, ct);
        var (isMoved, lacking) = (false, new List<int>());
        Refusal Finished() => Refusal.NotNow("Timesheets.JobIsFinished", job!.Number).On(ticket.JobId == job.Id ? nameof(ticket.JobId) : nameof(ticket.HoursPackId));
        foreach (var entry in await db.TimeEntries.Where(e => e.TicketId == ticket.Id && e.JobLineId == null).OrderBy(e => e.Day).ThenBy(e => e.Id).ToListAsync(ct))
        {
            if (job is not null && entry.JobId != job.Id)
            {
                if (job.IsFinished)
                {
                    return Finished();
                }

                isMoved = true;
                entry.MoveTo(job);
                HoursCounting.HoldBack(entry, ticket, team);
            }

            if (takesOtherHours && !(await HoursCounting.CountAsync(db, entry, now, ct, isMoved: true)).Succeeded)
            {
                // Refused in the end; until then it takes what is left, so that all that lacks can be said at once.
                lacking.Add((await HoursCounting.CountAsync(db, entry, now, ct, isDone: true, isMoved: true)).Value);
            }
        }

        if (lacking.Count > 0)
        {
            return Refusal.NotNow("PrepaidHours.NotEnoughForLogged", HoursSharing.Hours(lacking.Sum()), lacking.Count);
        }

        return isMoved && await db.HoldOpenAsync(job!, Finished(), ct) is { } notHeld ? notHeld : Result.Done;
    }

    /// <summary>Holds the job that a ticket names until the caller's transaction ends; refused where it was merged into another.</summary>
    public static async Task<Refusal?> HoldNamedAsync(PortalDbContext db, Ticket ticket, CancellationToken ct)
    {
        if (ticket.JobId is not { } named)
        {
            return null;
        }

        var number = await db.Jobs.Where(j => j.Id == named).Select(j => j.Number).SingleAsync(ct);
        return await db.HoldUnmergedAsync(named, Refusal.NotNow("JobFolders.IsMerged", number).On(nameof(ticket.JobId)), ct);
    }

    /// <summary>Of all orders, that of the oldest with hours left.</summary>
    private static Task<long?> OfOrderAsync(PortalDbContext db, Ticket ticket, CancellationToken ct) => db.HoursPacks
        .Where(p => p.Id == ticket.HoursPackId || (ticket.UsesOldestHours && p.ClientId == ticket.ClientId && p.LegalEntityId == ticket.LegalEntityId && !p.BillsDelivered))
        .OrderByDescending(p => p.BalanceMinutes > 0).ThenBy(p => p.BoughtOn).ThenBy(p => p.Id)
        .Select(p => (long?)db.Set<JobLine>().First(l => l.Id == p.JobLineId).JobId).FirstOrDefaultAsync(ct);
}
