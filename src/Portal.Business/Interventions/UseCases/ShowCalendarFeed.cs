using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Whether one has a calendar feed. Its address can't be shown again: only its hash is kept.</summary>
public sealed class ShowCalendarFeed(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Shown(bool IsTechnician, bool HasFeed);

    public async Task<Result<Shown>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var hash = await db.Technicians.Where(t => t.UserId == user.UserId && t.IsActive).Select(t => t.CalendarSecretHash).SingleOrDefaultAsync(ct);
        return new Shown(hash is not null, hash is { Length: > 0 });
    }
}
