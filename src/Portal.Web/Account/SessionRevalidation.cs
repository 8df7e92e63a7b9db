using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Portal.Business.Accounts;

namespace Portal.Web.Account;

/// <summary>Ends the circuits of a session that is no longer good, even if nobody touches them.</summary>
internal sealed class SessionRevalidation(ILoggerFactory log, UserAccessCache cache) : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await new CurrentUser(cache).UseAsync(authenticationState.User, cancellationToken);
}
