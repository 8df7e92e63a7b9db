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
    /// <summary>
    /// Counts one entry anew, in the caller's <see cref="HoursTurn"/>; time of no ticket is left alone. Refused where the hours do not allow it.
    /// After the last day of an order it gives what the entry took of it on that day already, and no more; where the last day of each is over, the last of them says what
    /// becomes of the time.
    /// </summary>
    /// <param name="isGone">It is being deleted: everything comes back.</param>
    /// <param name="isDone">The work is done and stands, as when a timer is stopped: what a blocked order has no hours for stands over until a person decides.</param>
    /// <param name="fromAll">From all orders of the client, first bought first used, whatever the ticket says.</param>
    /// <param name="isMoved">The ticket takes another order: what a person decided to take from further ones goes there too.</param>
    /// <returns>Minutes of it that no order covers.</returns>
    public static async Task<Result<int>> CountAsync(PortalDbContext db, TimeEntry entry, DateTime now, CancellationToken ct, bool isGone = false, bool isDone = false, bool fromAll = false, bool isMoved = false)
    {
        if (entry.TicketId is not { } ticketId || entry.IsRunning)
        {
            return 0;
        }

        var ticket = await db.Tickets.SingleAsync(t => t.Id == ticketId, ct);
        var team = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct);
        var before = await db.HoursMovements.AsNoTracking().Where(m => m.TimeEntryId == entry.Id).Select(m => new { m.PackId, m.Minutes, m.On }).ToListAsync(ct);
        var taken = before.GroupBy(m => m.PackId).ToDictionary(g => g.Key, g => -g.Sum(m => m.Minutes));
        int ThatDay(HoursPack pack) => -before.Where(m => m.PackId == pack.Id && m.On == entry.Day).Sum(m => m.Minutes);
        var (counted, packs) = await PacksAsync(db, ticket, team, taken, fromAll || ticket.UsesOldestHours, isMoved, ct);
        var pots = counted.Where(p => !p.IsExpiredOn(entry.Day) || ThatDay(p) > 0).DefaultIfEmpty(counted.LastOrDefault()).OfType<HoursPack>().ToList();
        var minutes = isGone ? 0 : team?.Counted(entry.Minutes ?? 0) ?? entry.Minutes ?? 0;
        var expired = await ExpiredHours.SinceAsync(db, pots.Where(p => !p.IsExpiredOn(entry.Day)), entry.Day, ct);
        HoursPot Pot(HoursPack pack) => pack.IsExpiredOn(entry.Day) ? new(pack.Id, ThatDay(pack), OverageOf(pack, isDone, isExpired: true))
            : new(pack.Id, pack.BalanceMinutes + taken.GetValueOrDefault(pack.Id) + expired.Of(pack), OverageOf(pack, isDone, isExpired: false));
        var deliveredBefore = packs.Where(p => p.BillsDelivered).Sum(p => taken.GetValueOrDefault(p.Id));
        var takenOfPots = pots.Sum(p => p.IsExpiredOn(entry.Day) ? ThatDay(p) : taken.GetValueOrDefault(p.Id));
        if (!HoursSharing.Share([.. pots.Select(Pot)], minutes, takenOfPots, entry.OverMinutes - deliveredBefore).TryGet(out var shares, out var refused))
        {
            return refused;
        }

        var by = await db.Users.Where(u => u.Id == entry.UserId).Select(u => u.DisplayName).SingleOrDefaultAsync(ct) ?? "";
        var what = entry.Note.Length > 0 ? $"{ticket.Number} · {ticket.Title} · {entry.Note}" : $"{ticket.Number} · {ticket.Title}";
        var written = before.Count;
        foreach (var pack in packs)
        {
            var share = shares.ByPack.GetValueOrDefault(pack.Id);
            if (expired.TakeBack(pack, share - taken.GetValueOrDefault(pack.Id), entry.Id, now, by, what) is { } back)
            {
                db.HoursMovements.Add(back);
            }

            // Each day for itself: time that was worked on another day than was said comes back on the one and is taken on the other.
            var days = before.Where(m => m.PackId == pack.Id).GroupBy(m => m.On).ToDictionary(g => g.Key, g => -g.Sum(m => m.Minutes));
            foreach (var day in days.Keys.Where(d => d != entry.Day).Order().Append(entry.Day))
            {
                if (days.GetValueOrDefault(day) - (day == entry.Day ? share : 0) is not 0 and var difference)
                {
                    db.HoursMovements.Add(pack.Add(HoursMovementKind.Used, difference, day, now, by, what, $"time:{entry.Id}:{written++}:{pack.Id}", entry.Id));
                }
            }
        }

        // What a budget gives is delivered, not prepaid: it is to be billed like what stands over, at the price of the order.
        var delivered = pots.Where(p => p.BillsDelivered).Sum(p => shares.ByPack.GetValueOrDefault(p.Id));
        var last = pots.LastOrDefault();
        entry.Count(
            shares.ByPack.Values.Sum() - delivered, shares.Over, last?.OverRate, last?.Overage == HoursOverage.Block, delivered, deliveredBefore, last is { BillsDelivered: true } ? last.JobLineId : null);
        HoldBack(entry, ticket, team);
        return shares.Over;
    }

    /// <summary>On the job of another client, as a team's own is, it would be invoiced to that client.</summary>
    public static void HoldBack(TimeEntry entry, Ticket ticket, HelpdeskTeam? team) => entry.HoldBack(entry.ClientId != ticket.ClientId || team is { BillsTime: false });

    /// <summary>More than a budget is billed like the rest of it, unless it blocks. After its last day an order does not go below zero: what is worked then can be invoiced.</summary>
    private static HoursOverage OverageOf(HoursPack pack, bool isDone, bool isExpired) =>
        isDone && pack.Overage == HoursOverage.Block ? HoursOverage.Bill
        : isExpired && pack.Overage == HoursOverage.Allow ? HoursOverage.Bill
        : isExpired ? pack.Overage
        : pack.BillsDelivered && pack.Overage == HoursOverage.Bill ? HoursOverage.Allow
        : pack.Overage;

    /// <summary>The packs that the ticket's time is counted on, in order, whatever their last day; and with them all that gave to this entry before.</summary>
    private static async Task<(List<HoursPack> Counted, List<HoursPack> All)> PacksAsync(
        PortalDbContext db, Ticket ticket, HelpdeskTeam? team, Dictionary<long, int> taken, bool fromAll, bool isMoved, CancellationToken ct)
    {
        var given = taken.Keys.ToList();
        bool Takes(HoursPack pack) => pack.Id == ticket.HoursPackId || (!isMoved && taken.GetValueOrDefault(pack.Id) > 0);
        var all = await db.HoursPacks
            .Where(p => given.Contains(p.Id) || p.Id == ticket.HoursPackId || (fromAll && p.ClientId == ticket.ClientId && p.LegalEntityId == ticket.LegalEntityId))
            .OrderBy(p => p.BoughtOn).ThenBy(p => p.Id).ToListAsync(ct);
        var counted = team is { BillsTime: false } ? [] : all.Where(p => fromAll ? p.ClientId == ticket.ClientId && !p.BillsDelivered : Takes(p)).ToList();
        return (counted, all);
    }
}
