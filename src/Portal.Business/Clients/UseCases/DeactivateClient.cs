using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>No new work for this client; everything that is there stays.</summary>
public sealed class DeactivateClient(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<DeactivateClient> logger)
{
    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.SingleOrDefaultAsync(c => c.Id == id, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        client.IsActive = false;
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.ClientActivityChanged(id, false);
        }

        return saved;
    }
}
