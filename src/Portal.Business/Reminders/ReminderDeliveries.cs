using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Reminders;

/// <summary>A reminder counts from the day a mail server accepted it; one that reached nobody stands on the client's timeline and is followed by none.</summary>
public sealed class ReminderDeliveries(TimeProvider clock) : IMessageFollower
{
    public IReadOnlyCollection<string> Kinds { get; } = [.. ReminderMail.Kinds.Values.Select(k => k.Name)];

    public async Task AcceptedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (await FindAsync(db, message, ct) is { } notice)
        {
            var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == notice.LegalEntityId, ct);
            var day = entity.DayOf(message.SentAt ?? clock.GetUtcNow().UtcDateTime);
            notice.MarkSent(day < notice.On ? notice.On : day);
        }
    }

    public async Task GivenUpAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (await FindAsync(db, message, ct) is { } notice)
        {
            notice.MarkNotDelivered();
            db.TimelineEntries.Add(new TimelineEntry(
                notice.ClientId, null, clock.GetUtcNow().UtcDateTime, SystemUser.Instance, "Reminders.NotDelivered", nameof(ReminderNotice), notice.Id, message.Undelivered()));
        }
    }

    public async Task DismissedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (message.State == MessageState.Cancelled && await FindAsync(db, message, ct) is { } notice)
        {
            notice.MarkNotDelivered();
        }
    }

    private static Task<ReminderNotice?> FindAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct) =>
        db.ReminderNotices.AllClients().SingleOrDefaultAsync(n => n.Id == message.AboutId, ct);
}
