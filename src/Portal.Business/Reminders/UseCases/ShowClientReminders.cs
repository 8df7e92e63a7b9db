using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Reminders.UseCases;

/// <summary>Whether a client is reminded, and if not, why and how long.</summary>
public sealed class ShowClientReminders(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long ClientId);

    /// <param name="Version">Of the client.</param>
    public sealed record Shown(int Version, bool IsStopped, string Reason, DateOnly? Until);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.ClientId, ct) is not { } client)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        return client.AreRemindersStoppedOn(entity.Today(clock))
            ? new Shown(client.Version, true, client.RemindersStopReason, client.RemindersStoppedUntil)
            : new Shown(client.Version, false, "", null);
    }
}
