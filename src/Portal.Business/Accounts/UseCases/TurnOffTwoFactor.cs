using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>Back to the password alone, which is asked for. Other sessions end.</summary>
public sealed class TurnOffTwoFactor(
    PortalDbContext db, ICurrentUser user, PortalSignInManager signIn, AccountMails mails, UserAccessCache cache, ILogger<TurnOffTwoFactor> log)
{
    public async Task<Result> RunAsync(string? currentPassword, CancellationToken ct)
    {
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == user.UserId, ct) is not { } me)
        {
            return Refusal.Forbidden;
        }

        if (!await signIn.ConfirmPasswordAsync(me, currentPassword))
        {
            return AccountsRefusals.WrongPassword;
        }

        await TwoFactor.RemoveAsync(db, me, ct);
        await mails.QueueNoticeAsync(db, me, AccountMails.TwoFactorOff, ct);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return saved;
        }

        cache.Forget(me.Id);
        await signIn.RefreshSignInAsync(me);
        log.UserChanged(me.Id, "two-factor off");
        return Result.Done;
    }
}
