using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>New recovery codes instead of the old ones; the password is asked for, and the codes are shown this once.</summary>
public sealed class RenewRecoveryCodes(
    UserManager<User> users, PortalDbContext db, ICurrentUser user, PortalSignInManager signIn, TimeProvider clock, ILogger<RenewRecoveryCodes> log)
{
    public async Task<Result<IReadOnlyList<string>>> RunAsync(string? currentPassword, CancellationToken ct)
    {
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == user.UserId, ct) is not { } me)
        {
            return Refusal.Forbidden;
        }

        if (!me.TwoFactorEnabled)
        {
            return Refusal.NotNow("Accounts.TwoFactorIsOff");
        }

        if (!await signIn.ConfirmPasswordAsync(me, currentPassword))
        {
            return AccountsRefusals.WrongPassword;
        }

        db.NoteSecret(user, clock.GetUtcNow().UtcDateTime, me.Id, "RecoveryCodes");
        if ((await users.GenerateNewTwoFactorRecoveryCodesAsync(me, TurnOnTwoFactor.RecoveryCodes))?.ToList() is not { Count: TurnOnTwoFactor.RecoveryCodes } codes)
        {
            return Refusal.Stale;
        }

        log.UserChanged(me.Id, "recovery codes renewed");
        return codes;
    }
}
