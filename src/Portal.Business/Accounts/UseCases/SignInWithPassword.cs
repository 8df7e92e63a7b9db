using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;

namespace Portal.Business.Accounts.UseCases;

public sealed record SignInInput(string? Email, string? Password, bool Remember);

/// <param name="NeedsSecondFactor">The password was right; a code is asked for next.</param>
public sealed record SignedIn(bool NeedsSecondFactor, string Language);

/// <summary>
/// First step of signing in. Unknown address, wrong password, locked account: the same answer after the same work and the same
/// time, so that it does not tell who has an account.
/// </summary>
public sealed class SignInWithPassword(
    UserManager<User> users, PortalSignInManager signIn, Passwords passwords, TimeProvider clock, ILogger<SignInWithPassword> log)
{
    public async Task<Result<SignedIn>> RunAsync(SignInInput input, CancellationToken ct)
    {
        var password = input.Password ?? "";
        if (password.Length is 0 or > PasswordRules.Longest || input.Email is not { Length: > 0 and <= 256 } email)
        {
            return AccountsRefusals.WrongSignIn;
        }

        var end = EvenTime.StartAsync(clock, ct);
        var answer = await CheckAsync(email, password, input.Remember);
        if (!answer.Succeeded)
        {
            await end;
        }

        return answer;
    }

    private async Task<Result<SignedIn>> CheckAsync(string email, string password, bool remember)
    {
        if (await users.FindByNameAsync(email.Trim()) is not { PasswordHash: not null } user)
        {
            passwords.Pretend(password);
            log.UnknownSignIn();
            return AccountsRefusals.WrongSignIn;
        }

        // The framework does not look at the password then; the work is done all the same.
        if (!await signIn.CanSignInAsync(user) || await users.IsLockedOutAsync(user))
        {
            passwords.Pretend(password);
        }

        var answer = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (!answer.Succeeded)
        {
            log.SignInRefused(user.Id);
            return AccountsRefusals.WrongSignIn;
        }

        var step = await signIn.ContinueAsync(user, remember);
        if (step.Succeeded)
        {
            log.SignedIn(user.Id);
        }

        return step.Succeeded || step.RequiresTwoFactor ? new SignedIn(step.RequiresTwoFactor, user.Language) : AccountsRefusals.WrongSignIn;
    }
}
