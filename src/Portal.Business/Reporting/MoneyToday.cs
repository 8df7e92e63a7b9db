using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Payments;
using Portal.Business.Reminders;

namespace Portal.Business.Reporting;

/// <summary>What brings the money in and needs a person now, beside the invoices: work to invoice, reminders, payments, and the messages that carry them.</summary>
internal static class MoneyToday
{
    public static async Task<IEnumerable<TodayItem>> ItemsAsync(PortalDbContext db, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var items = new List<TodayItem>();
        if (user.Has(Permissions.RemindersSend))
        {
            items.Add(new(TodayNeed.RemindersDue, await RemindersAsync(db, clock, ct), []));
        }

        if (user.Has(Permissions.MailView))
        {
            items.Add(new(TodayNeed.MessagesNeedAttention, await db.OutgoingMessages.CountAsync(m => m.Attention != null, ct), []));
        }

        if (user.Has(Permissions.PaymentsView))
        {
            items.Add(new(TodayNeed.PaymentsNeedAttention, await db.Payments.CountAsync(p => p.Attention != null, ct), []));
        }

        if (user.Has(Permissions.JobsView) && user.Has(Permissions.InvoicesEdit))
        {
            var toInvoice = await db.Jobs.Open().CountAsync(j => j.LeftNet != 0, ct);
            items.Add(new(TodayNeed.JobsToInvoice, toInvoice, []));
        }

        return items;
    }

    /// <summary>Of all plans.</summary>
    private static async Task<int> RemindersAsync(PortalDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var reminders = 0;
        foreach (var (plan, _, today) in await DueReminders.PlansAsync(db, clock, null, ct))
        {
            reminders += await DueReminders.Groups(db, plan, today).CountAsync(ct);
        }

        return reminders;
    }
}
