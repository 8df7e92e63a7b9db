using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>One's own calendar feed ends: its address leads nowhere any more.</summary>
public sealed class RevokeCalendarFeed(PortalDbContextFactory contexts, ICurrentUser user)
{
    public async Task<Result> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Technicians.SingleOrDefaultAsync(t => t.UserId == user.UserId, ct) is not { } technician)
        {
            return Refusal.NotFound;
        }

        technician.CalendarSecretHash = "";
        return await db.TrySaveAsync(ct);
    }
}
