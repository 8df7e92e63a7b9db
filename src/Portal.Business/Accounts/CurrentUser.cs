using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Portal.Business.Common;

namespace Portal.Business.Accounts;

/// <summary>
/// Who acts in this scope. A request sets it after authentication and a circuit before everything it does; until then, and for
/// visitors, it is nobody and sees nothing.
/// </summary>
public sealed class CurrentUser(UserAccessCache cache) : ICurrentUser, IActsAsSystem, IActsForPerson
{
    private UserAccess? access;
    private bool isSystem;

    public long? UserId => access?.UserId;

    public string Name => isSystem ? SystemUser.Instance.Name : access?.Name ?? "";

    /// <summary>Language of the interface that the person chose; null for a visitor.</summary>
    public string? Language => access?.Language;

    public bool IsSignedIn => access is not null;

    public bool IsStaff => access is { IsClientUser: false };

    public bool IsClientUser => access is { IsClientUser: true };

    public ClientScope Clients => (isSystem, access) switch
    {
        (true, _) or (_, { IsClientUser: false }) => ClientScope.Everyone,
        (_, { } client) => ClientScope.Only(client.ClientIds),
        _ => ClientScope.Nobody,
    };

    public bool Has(string permission) => isSystem || access?.Permissions.Contains(permission) == true;

    /// <summary>
    /// Takes the person of the principal, if their session is still good. False if it claims somebody who has no access any more.
    /// While it looks, who acted before still acts: other work of the same circuit may be half done.
    /// </summary>
    public async ValueTask<bool> UseAsync(ClaimsPrincipal principal, CancellationToken ct)
    {
        var isVisitor = principal.Identity?.IsAuthenticated != true;
        access = isVisitor ? null : await FindAsync(principal, ct);
        return isVisitor || access is not null;
    }

    public async ValueTask<bool> ActForAsync(long userId, CancellationToken ct)
    {
        access = await cache.FindAsync(userId, ct);
        return access is not null;
    }

    /// <summary>For scheduled work and operations commands, in a scope of their own.</summary>
    public void ActAsSystem() => isSystem = true;

    private async ValueTask<UserAccess?> FindAsync(ClaimsPrincipal principal, CancellationToken ct) =>
        long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && await cache.FindAsync(id, ct) is { } found
        && found.SecurityStamp == principal.FindFirstValue(new ClaimsIdentityOptions().SecurityStampClaimType)
            ? found
            : null;
}
