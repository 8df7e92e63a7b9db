using Microsoft.Extensions.Logging;
using Portal.Business.Common;

namespace Portal.Business.Accounts.UseCases;

public sealed record SecondFactorInput(string? Code, bool Remember);

/// <summary>
/// Second step of signing in, with a code of the authenticator. Wrong codes count as wrong passwords do: five lock the account
/// for a while.
/// </summary>
public sealed class SignInWithCode(PortalSignInManager signIn, ILogger<SignInWithCode> log)
{
    public async Task<Result<SignedIn>> RunAsync(SecondFactorInput input, CancellationToken ct)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return AccountsRefusals.SignInAgain;
        }

        var code = string.Concat((input.Code ?? "").Where(char.IsAsciiDigit));
        var answer = await signIn.TwoFactorAuthenticatorSignInAsync(code, input.Remember, rememberClient: false);
        if (answer.Succeeded)
        {
            log.SignedIn(user.Id);
            return new SignedIn(NeedsSecondFactor: false, user.Language);
        }

        log.WrongSecondFactor(user.Id);
        return answer.IsLockedOut || answer.IsNotAllowed ? AccountsRefusals.SignInAgain : AccountsRefusals.WrongCode;
    }
}
