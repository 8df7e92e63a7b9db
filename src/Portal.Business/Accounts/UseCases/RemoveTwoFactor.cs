using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>For somebody who lost their authenticator and has no recovery code left. They are told by mail.</summary>
public sealed class RemoveTwoFactor(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, AccountMails mails, UserAccessCache cache, ILogger<RemoveTwoFactor> log)
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
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct) is not { } person)
        {
            return Refusal.NotFound;
        }

        if (!await user.CoversUserAsync(db, userId, ct))
        {
            return AccountsRefusals.BeyondOwn;
        }

        await TwoFactor.RemoveAsync(db, person, ct);
        await mails.QueueNoticeAsync(db, person, AccountMails.TwoFactorOff, ct);
        var saved = await db.TrySaveAsync(ct);
        cache.Forget(userId);
        log.UserChanged(userId, "two-factor removed");
        return saved;
    }
}
