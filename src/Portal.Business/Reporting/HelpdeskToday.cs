using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Timesheets;

namespace Portal.Business.Reporting;

/// <summary>What of the helpdesk needs a person now, as the lists behind show it.</summary>
internal static class HelpdeskToday
{
    public static async Task<IEnumerable<TodayItem>> ItemsAsync(PortalDbContext db, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        var items = new List<TodayItem>();
        if (user.Has(Permissions.HelpdeskView))
        {
            var me = user.UserId ?? 0;
            items.Add(new(TodayNeed.TicketsLate, await ListTickets.Late(db.Tickets, now).CountAsync(ct), []));
            items.Add(new(TodayNeed.TicketsMine, await db.Tickets.CountAsync(t => t.AssigneeId == me && ListTickets.Open.Contains(t.Status), ct), []));
        }

        if (user.Has(Permissions.HelpdeskWork))
        {
            items.Add(new(TodayNeed.MailToDecide, await db.IncomingMails.CountAsync(m => m.State == IncomingMailState.Parked, ct), []));
        }

        if (user.Has(Permissions.TimesheetsView) && user.Has(Permissions.TimesheetsApprove))
        {
            items.Add(new(TodayNeed.TimeToDecide, await db.TimeEntries.CountAsync(e => e.Billing == TimeBilling.ToDecide, ct), []));
        }

        return items;
    }
}
