using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Data;

namespace Portal.Business.Accounts;

/// <summary>The framework's sign-in; refuses who was locked by an administrator and notes when somebody came in.</summary>
public sealed class PortalSignInManager(
    UserManager<User> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<User> principals,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    PortalDbContext db,
    TimeProvider clock)
    : SignInManager<User>(users, context, principals, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(User user) => user.State == UserState.Active && await base.CanSignInAsync(user);

    /// <summary>For somebody whose password was found right: signs in, or asks for the second factor first.</summary>
    public Task<SignInResult> ContinueAsync(User user, bool isPersistent) => SignInOrTwoFactorAsync(user, isPersistent);

    /// <summary>Asks a signed-in person for their password again; wrong ones count towards the lock as at sign-in.</summary>
    public async Task<bool> ConfirmPasswordAsync(User user, string? password) =>
        password is { Length: > 0 and <= PasswordRules.Longest } && (await CheckPasswordSignInAsync(user, password, lockoutOnFailure: true)).Succeeded;

    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSignInAt, now));
    }
}
