using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>Asks for the second factor from now on. Answers the recovery codes, which are shown this once. Other sessions end.</summary>
public sealed class TurnOnTwoFactor(
    UserManager<User> users, PortalDbContext db, ICurrentUser user, PortalSignInManager signIn, AccountMails mails, UserAccessCache cache, ILogger<TurnOnTwoFactor> log)
{
    internal const int RecoveryCodes = 10;

    public async Task<Result<IReadOnlyList<string>>> RunAsync(string? code, CancellationToken ct)
    {
        if (user.UserId is not { } id || await users.FindByIdAsync(id.ToString(System.Globalization.CultureInfo.InvariantCulture)) is not { } me)
        {
            return Refusal.Forbidden;
        }

        if (me.TwoFactorEnabled)
        {
            return Refusal.NotNow("Accounts.TwoFactorIsOn");
        }

        var digits = string.Concat((code ?? "").Where(char.IsAsciiDigit));
        if (!await users.VerifyTwoFactorTokenAsync(me, users.Options.Tokens.AuthenticatorTokenProvider, digits))
        {
            return AccountsRefusals.WrongCode;
        }

        await mails.QueueNoticeAsync(db, me, AccountMails.TwoFactorOn, ct);
        if (!(await users.SetTwoFactorEnabledAsync(me, true)).Succeeded
            || (await users.GenerateNewTwoFactorRecoveryCodesAsync(me, RecoveryCodes))?.ToList() is not { Count: RecoveryCodes } codes)
        {
            return Refusal.Stale;
        }

        cache.Forget(me.Id);
        await signIn.RefreshSignInAsync(me);
        log.UserChanged(me.Id, "two-factor on");
        return codes;
    }
}
