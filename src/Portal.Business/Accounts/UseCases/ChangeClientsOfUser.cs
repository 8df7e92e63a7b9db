using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record ChangeClientsInput(long UserId, IReadOnlyList<long> ClientIds);

/// <summary>Lets a client user see exactly these clients, from the next click on. None is allowed: they then see nothing.</summary>
public sealed class ChangeClientsOfUser(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, UserAccessCache cache, ILogger<ChangeClientsOfUser> log)
{
    public async Task<Result> RunAsync(ChangeClientsInput input, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Users.AnyAsync(u => u.Id == input.UserId && u.IsClientUser, ct))
        {
            return Refusal.NotFound;
        }

        var wanted = await db.Clients.Where(c => input.ClientIds.Contains(c.Id)).Select(c => c.Id).ToListAsync(ct);
        if (wanted.Count != input.ClientIds.Distinct().Count())
        {
            return AccountsRefusals.ClientMissing;
        }

        var held = await db.ClientUsers.Where(c => c.UserId == input.UserId).ToListAsync(ct);
        db.ClientUsers.RemoveRange(held.Where(h => !wanted.Contains(h.ClientId)));
        db.ClientUsers.AddRange(wanted.Where(id => held.All(h => h.ClientId != id)).Select(id => new ClientUser(input.UserId, id)));
        var saved = await db.TrySaveAsync(ct);
        cache.Forget(input.UserId);
        log.UserChanged(input.UserId, "clients");
        return saved;
    }
}
