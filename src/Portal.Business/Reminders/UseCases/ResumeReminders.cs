using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Reminders.UseCases;

/// <summary>A client is reminded again.</summary>
public sealed class ResumeReminders(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long ClientId, int Version);

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
        if (!client.RemindersStopped)
        {
            return Refusal.Conflict("Reminders.NotStopped", client.Name);
        }

        client.ResumeReminders();
        db.TimelineEntries.Add(new TimelineEntry(client.Id, null, clock.GetUtcNow().UtcDateTime, user, "Reminders.Resumed", nameof(Client), client.Id));
        return await db.TrySaveAsync(ct);
    }
}
