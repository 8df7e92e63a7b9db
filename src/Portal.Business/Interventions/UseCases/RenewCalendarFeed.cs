using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Interventions.UseCases;

/// <summary>A new secret address of one's own calendar feed; the old one ends at once. The secret is shown once and kept nowhere.</summary>
public sealed class RenewCalendarFeed(PortalDbContextFactory contexts, ICurrentUser user, IOptions<SiteOptions> site)
{
    /// <summary>The whole address.</summary>
    public async Task<Result<string>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Technicians.SingleOrDefaultAsync(t => t.UserId == user.UserId, ct) is not { IsActive: true } technician)
        {
            return Refusal.NotNow("Interventions.NotATechnician");
        }

        var secret = LinkSecret.New();
        technician.CalendarSecretHash = LinkSecret.Hash(secret);
        return await db.TrySaveAsync(ct) is { Refusal: { } refusal } ? refusal : site.Value.Link($"calendar/{secret}.ics");
    }
}
