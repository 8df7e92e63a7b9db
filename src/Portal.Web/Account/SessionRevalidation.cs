using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Business.Accounts;

namespace Portal.Web.Account;

/// <summary>Ends the circuits of a session that is no longer good, even if nobody touches them.</summary>
internal sealed class SessionRevalidation(ILoggerFactory log, CurrentUser user) : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await user.UseAsync(authenticationState.User, cancellationToken);
}
