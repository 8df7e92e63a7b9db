using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>Takes back an invitation that nobody accepted, for instance to a mistyped address: the user is deleted, the link works no more.</summary>
public sealed class WithdrawInvitation(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, UserAccessCache cache, ILogger<WithdrawInvitation> log)
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

        if (person.PasswordHash is not null)
        {
            return AccountsRefusals.AlreadyAccepted;
        }

        if (!await user.CoversUserAsync(db, userId, ct))
        {
            return AccountsRefusals.BeyondOwn;
        }

        db.ClientUsers.RemoveRange(await db.ClientUsers.Where(c => c.UserId == userId).ToListAsync(ct));
        db.Users.Remove(person);
        var saved = await db.TrySaveAsync(ct);
        cache.Forget(userId);
        log.UserChanged(userId, "invitation withdrawn");
        return saved;
    }
}
