using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Business.Accounts;

namespace Portal.Web.Account;

/// <summary>Before a circuit does anything (a click, a message, a navigation) it looks again at who acts.</summary>
internal sealed class CurrentUserInCircuits(AuthenticationStateProvider authentication, CurrentUser user) : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) => LookAsync(cancellationToken);

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        async context =>
        {
            await LookAsync(CancellationToken.None);
            await next(context);
        };

    private async Task LookAsync(CancellationToken ct) => await user.UseAsync((await authentication.GetAuthenticationStateAsync()).User, ct);
}
