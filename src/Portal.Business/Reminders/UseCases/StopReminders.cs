using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Reminders.UseCases;

/// <summary>A client is not reminded any more: until a day, or until a person lifts it.</summary>
public sealed class StopReminders(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Until">The last day without reminders; null: until it is lifted.</param>
    public sealed record Input(long ClientId, int Version, string Reason, DateOnly? Until);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.RemindersSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Clients.SingleOrDefaultAsync(c => c.Id == input.ClientId, ct) is not { } client)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(client, input.Version);
        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        var stopped = client.StopReminders(input.Reason, input.Until, entity.DayOf(now));
        if (!stopped.Succeeded)
        {
            return stopped;
        }

        object[] args = input.Until is { } until ? [client.RemindersStopReason, until] : [client.RemindersStopReason];
        db.TimelineEntries.Add(new TimelineEntry(
            client.Id, null, now, user, input.Until is null ? "Reminders.Stopped" : "Reminders.StoppedUntil", nameof(Client), client.Id, args));
        return await db.TrySaveAsync(ct);
    }
}
