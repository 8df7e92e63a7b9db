using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;

namespace Portal.Business.Accounts.UseCases;

/// <summary>Second step of signing in without the authenticator: a recovery code, which is used up. Wrong ones count towards the lock.</summary>
public sealed class SignInWithRecoveryCode(PortalSignInManager signIn, UserManager<User> users, ILogger<SignInWithRecoveryCode> log)
{
    public async Task<Result<SignedIn>> RunAsync(SecondFactorInput input, CancellationToken ct)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user || await users.IsLockedOutAsync(user))
        {
            return AccountsRefusals.SignInAgain;
        }

        var answer = await signIn.TwoFactorRecoveryCodeSignInAsync(input.Code is { Length: <= 40 } code ? code : "");
        if (answer.Succeeded)
        {
            log.SignedIn(user.Id);
            return new SignedIn(NeedsSecondFactor: false, user.Language);
        }

        log.WrongSecondFactor(user.Id);
        await users.AccessFailedAsync(user);
        return answer.IsLockedOut || answer.IsNotAllowed ? AccountsRefusals.SignInAgain : AccountsRefusals.WrongRecoveryCode;
    }
}
