using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>Deletes a client with its contacts and sites, if nothing else refers to any of them.</summary>
public sealed class DeleteClient(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<DeleteClient> logger)
{
    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.Include(c => c.Contacts).Include(c => c.Sites).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        if (await db.AnyReferToAsync<Client>(id, ct, typeof(Contact), typeof(Site), typeof(ClientLabel)))
        {
            return Refusal.NotNow("Clients.InUse");
        }

        db.Contacts.RemoveRange(client.Contacts);
        db.Sites.RemoveRange(client.Sites);
        db.Clients.Remove(client);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.ClientDeleted(id);
        }

        return saved;
    }
}
