using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>Deletes a site that nothing refers to; others are made inactive.</summary>
public sealed class RemoveSite(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<RemoveSite> logger)
{
    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var site = await db.Sites.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (site is null)
        {
            return Refusal.NotFound;
        }

        if (await db.AnyReferToAsync<Site>(id, ct))
        {
            return Refusal.NotNow("Common.InUse");
        }

        db.Sites.Remove(site);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.ClientChanged(site.ClientId);
        }

        return saved;
    }
}
