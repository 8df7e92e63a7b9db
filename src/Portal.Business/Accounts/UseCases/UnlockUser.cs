using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>Gives back an access that was taken away, or forgives too many wrong passwords.</summary>
public sealed class UnlockUser(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, UserAccessCache cache, ILogger<UnlockUser> log)
{
    public async Task<Result> RunAsync(long userId, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct) is not { } person)
        {
            return Refusal.NotFound;
        }

        if (!await user.CoversUserAsync(db, userId, ct))
        {
            return AccountsRefusals.BeyondOwn;
        }

        person.Unlock();
        var saved = await db.TrySaveAsync(ct);
        cache.Forget(userId);
        log.UserChanged(userId, "unlocked");
        return saved;
    }
}
