using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Timesheets;

namespace Portal.Business.PrepaidHours;

/// <summary>Takes the time of tickets from prepaid hours, in the caller's save. What was taken before is never changed: the difference is written.</summary>
internal static class HoursCounting
{
    /// <summary>Counts one entry anew, in the caller's <see cref="HoursTurn"/>; time of no ticket is left alone. Refused where the hours do not allow it.</summary>
    /// <param name="isGone">It is being deleted: everything comes back.</param>
    /// <param name="isDone">The work is done and stands, as when a timer is stopped: what a blocked order has no hours for stands over until a person decides.</param>
    /// <param name="fromAll">From all orders of the client, first bought first used, whatever the ticket says.</param>
    public static async Task<Result> CountAsync(PortalDbContext db, TimeEntry entry, DateTime now, CancellationToken ct, bool isGone = false, bool isDone = false, bool fromAll = false)
    {
        if (entry.TicketId is not { } ticketId || entry.IsRunning)
        {
            return Result.Done;
        }

        var ticket = await db.Tickets.SingleAsync(t => t.Id == ticketId, ct);
        var team = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct);
        var before = await db.HoursMovements.AsNoTracking().Where(m => m.TimeEntryId == entry.Id).Select(m => new { m.PackId, m.Minutes }).ToListAsync(ct);
        var taken = before.GroupBy(m => m.PackId).ToDictionary(g => g.Key, g => -g.Sum(m => m.Minutes));
        var (named, packs) = await PacksAsync(db, ticket, entry, team, taken.Keys, fromAll || ticket.UsesOldestHours, ct);
        var minutes = isGone ? 0 : team?.Counted(entry.Minutes ?? 0) ?? entry.Minutes ?? 0;
        HoursPot Pot(HoursPack pack) => new(pack.Id, pack.BalanceMinutes + taken.GetValueOrDefault(pack.Id), OverageOf(pack, isDone));
        var deliveredBefore = packs.Where(p => p.BillsDelivered).Sum(p => taken.GetValueOrDefault(p.Id));
        var takenOfNamed = named.Sum(p => taken.GetValueOrDefault(p.Id));
        if (!HoursSharing.Share([.. named.Select(Pot)], minutes, takenOfNamed, entry.OverMinutes - deliveredBefore).TryGet(out var shares, out var refused))
        {
            return refused;
        }

        var by = await db.Users.Where(u => u.Id == entry.UserId).Select(u => u.DisplayName).SingleOrDefaultAsync(ct) ?? "";
        foreach (var pack in packs)
        {
            var difference = taken.GetValueOrDefault(pack.Id) - shares.ByPack.GetValueOrDefault(pack.Id);
            if (difference != 0)
            {
                var what = entry.Note.Length > 0 ? $"{ticket.Number} · {ticket.Title} · {entry.Note}" : $"{ticket.Number} · {ticket.Title}";
                db.HoursMovements.Add(pack.Add(HoursMovementKind.Used, difference, entry.Day, now, by, what, $"time:{entry.Id}:{before.Count}:{pack.Id}", entry.Id));
            }
        }

        // What a budget gives is delivered, not prepaid: it is to be billed like what stands over, at the price of the order.
        var delivered = named.Where(p => p.BillsDelivered).Sum(p => shares.ByPack.GetValueOrDefault(p.Id));
        var last = named.LastOrDefault();
        entry.Count(
            shares.ByPack.Values.Sum() - delivered, shares.Over, last?.OverRate, last?.Overage == HoursOverage.Block, delivered, deliveredBefore, last is { BillsDelivered: true } ? last.JobLineId : null);

        // On the job of another client, as a team's own is, it would be invoiced to that client.
        if (entry.ClientId != ticket.ClientId || (shares.Over > 0 && team is { BillsTime: false }))
        {
            entry.LeaveUnbilled();
        }

        return Result.Done;
    }

    /// <summary>More than a budget is billed like the rest of it, unless it blocks.</summary>
    private static HoursOverage OverageOf(HoursPack pack, bool isDone) =>
        isDone && pack.Overage == HoursOverage.Block ? HoursOverage.Bill
        : pack.BillsDelivered && pack.Overage == HoursOverage.Bill ? HoursOverage.Allow
        : pack.Overage;

    /// <summary>The packs that the ticket's time is taken from, in order, and all that gave to this entry before.</summary>
    private static async Task<(List<HoursPack> Named, List<HoursPack> All)> PacksAsync(
        PortalDbContext db, Ticket ticket, TimeEntry entry, HelpdeskTeam? team, IEnumerable<long> before, bool fromAll, CancellationToken ct)
    {
        var given = before.ToList();
        var all = await db.HoursPacks
            .Where(p => given.Contains(p.Id) || p.Id == ticket.HoursPackId || (fromAll && p.ClientId == ticket.ClientId && p.LegalEntityId == ticket.LegalEntityId))
            .OrderBy(p => p.BoughtOn).ThenBy(p => p.Id).ToListAsync(ct);
        var named = all.Where(p => team is not { BillsTime: false } && !p.IsExpiredOn(entry.Day) && (fromAll ? p.ClientId == ticket.ClientId && !p.BillsDelivered : p.Id == ticket.HoursPackId)).ToList();
        return (named, all);
    }
}
