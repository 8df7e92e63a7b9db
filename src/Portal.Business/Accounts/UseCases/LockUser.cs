using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>Takes somebody's access away at once: sessions end, open links stop working. Never oneself, never the last administrator.</summary>
public sealed class LockUser(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, AccountLinks links, UserAccessCache cache, TimeProvider clock, ILogger<LockUser> log)
{
    public async Task<Result> RunAsync(long userId, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        if (userId == user.UserId)
        {
            return AccountsRefusals.NotOneself;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var write = await db.BeginWriteAsync(ct);
        await Administrators.HoldAsync(db, ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct) is not { } person)
        {
            return Refusal.NotFound;
        }

        if (!await user.CoversUserAsync(db, userId, ct))
        {
            return AccountsRefusals.BeyondOwn;
        }

        if (person.State == UserState.Locked)
        {
            return Result.Done;
        }

        person.Lock(clock.GetUtcNow().UtcDateTime);
        await links.RevokeAsync(db, userId, ct);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return saved;
        }

        if (!await Administrators.ExistAsync(db, ct))
        {
            return AccountsRefusals.LastAdministrator;
        }

        await write.CommitAsync(ct);
        cache.Forget(userId);
        log.UserChanged(userId, "locked");
        return Result.Done;
    }
}
